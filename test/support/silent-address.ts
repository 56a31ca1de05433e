import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';

/** Listens and then never runs again, so that nobody accepts; the kernel still completes as many connections as its queue holds. */
const DEAF = `require('net').createServer().listen({port: 0, host: '127.0.0.1', backlog: 1}, function () {
  require('fs').writeSync(1, String(this.address().port));
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
})`;

/** How long the kernel is given to complete a connection, before its queue counts as full. */
const QUEUE_IS_FULL_MS = 300;

export interface SilentAddress {
  readonly url: string;
  close(): Promise<void>;
}

/** An address that does not answer to connecting, like one behind a firewall; nothing where the system answers all the same. */
export async function silentAddress(): Promise<SilentAddress | undefined> {
  const child = spawn(process.execPath, ['-e', DEAF], { stdio: ['ignore', 'pipe', 'ignore'] });
  const port = Number(String((await once(child.stdout, 'data'))[0]));
  const queue: Socket[] = [];
  const close = async (): Promise<void> => {
    for (const socket of queue) socket.destroy();
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  for (let tries = 0; tries < 16; tries++) {
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    queue.push(socket);
    const connected = await Promise.race([once(socket, 'connect').then(() => true), setTimeout(QUEUE_IS_FULL_MS, false)]);
    if (!connected) return { url: `http://127.0.0.1:${port}`, close };
  }
  await close();
  return undefined;
}
