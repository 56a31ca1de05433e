import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';

const CONNECT_TIMEOUT_MS = 5000;
const IDLE_SOCKET_MS = 5000;

/** Agents that keep connections for the next question and give up soon on an address that does not answer at all. */
export const httpAgents = (connectTimeoutMs = CONNECT_TIMEOUT_MS): { readonly httpAgent: http.Agent; readonly httpsAgent: https.Agent } => ({
  httpAgent: limited(new http.Agent({ keepAlive: true, timeout: IDLE_SOCKET_MS }), connectTimeoutMs),
  httpsAgent: limited(new https.Agent({ keepAlive: true, timeout: IDLE_SOCKET_MS }), connectTimeoutMs),
});

function limited<Agent extends http.Agent>(agent: Agent, connectTimeoutMs: number): Agent {
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (...args) => {
    const socket = connect(...args);
    if (socket) limitConnecting(socket, connectTimeoutMs);
    return socket;
  };
  return agent;
}

function limitConnecting(socket: Duplex, milliseconds: number): void {
  const timer = setTimeout(() => socket.destroy(Object.assign(new Error('connect timed out'), { code: 'ETIMEDOUT' })), milliseconds);
  const clear = (): void => clearTimeout(timer);
  socket.once('connect', clear).once('close', clear);
}
