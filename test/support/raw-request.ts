import { type IncomingHttpHeaders, request, type RequestOptions } from 'node:http';
import { text } from 'node:stream/consumers';

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A request whose path goes out as it is written; other clients tidy it up first. */
export function rawRequest(server: string, path: string, { body, ...options }: RequestOptions & { readonly body?: string | Buffer } = {}): Promise<RawAnswer> {
  const { hostname, port } = new URL(server);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, agent: false, ...options }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode!, headers: response.headers, text: body }), reject);
    });
    asked.on('error', reject).end(body);
  });
}
