import { isAxiosError } from 'axios';
import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import { setImmediate as nextTick } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';

const IDLE_SOCKET_MS = 5000;
/** What axios sets, too: another value would be set anew, back and forth, with every request. */
const PROBE_MS = 60_000;

export interface Connections {
  readonly httpAgent: http.Agent;
  readonly httpsAgent: https.Agent;
}

/** Connections that are kept a moment for the next request. One that the other side closes just then fails it. */
export const keptConnections = (connectMs: number): Connections => connections({ keepAlive: true, keepAliveMsecs: PROBE_MS, timeout: IDLE_SOCKET_MS }, connectMs);

/** A new connection for each request: it never fails because of an earlier one, so nothing has to be asked again. */
export const newConnections = (connectMs: number): Connections => connections({ keepAlive: false }, connectMs);

/** A round of the event loop, in which a kept connection that the other side has closed is seen and dropped: for what may not be asked again. */
export async function closedOnesAreNoticed(): Promise<void> {
  await nextTick();
  await nextTick();
}

/** They give up soon on an address that does not answer at all. */
const connections = (options: http.AgentOptions, connectMs: number): Connections => ({
  httpAgent: limited(new http.Agent(options), connectMs),
  httpsAgent: limited(new https.Agent(options), connectMs),
});

function limited<Agent extends http.Agent>(agent: Agent, connectMs: number): Agent {
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (...args) => {
    const socket = connect(...args);
    if (socket) limitConnecting(socket, connectMs);
    return socket;
  };
  return agent;
}

function limitConnecting(socket: Duplex, milliseconds: number): void {
  const timer = setTimeout(() => socket.destroy(Object.assign(new Error('connect timed out'), { code: 'ETIMEDOUT' })), milliseconds);
  const clear = (): void => clearTimeout(timer);
  socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', clear).once('close', clear);
}

/** Whether a kept connection was closed by the other side just when it was used again. */
export function isStaleConnection(error: unknown): boolean {
  if (!isAxiosError(error) || (error.code !== 'ECONNRESET' && error.code !== 'EPIPE')) return false;
  const request: unknown = error.request;
  return request instanceof http.ClientRequest && request.reusedSocket;
}
