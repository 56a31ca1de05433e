import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

/** The built program in a folder of its own, whose files a test may change. */
export class ProgramCopy {
  private constructor(readonly folder: string) {}

  static async make(): Promise<ProgramCopy> {
    const folder = await mkdtemp(join(tmpdir(), 'program-'));
    await cp(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
    await cp(join(ROOT, 'package.json'), join(folder, 'package.json'));
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    return new ProgramCopy(folder);
  }

  path(...names: string[]): string {
    return join(this.folder, ...names);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true });
  }
}
