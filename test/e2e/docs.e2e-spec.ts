import { Validator } from '@seriousme/openapi-schema-validator';
import { ERRORS } from '../../src/errors/codes.js';
import { ChatServer } from '../support/chat-server.js';

interface Media {
  readonly schema?: object;
  readonly example?: unknown;
  readonly examples?: Record<string, { readonly value: { readonly code?: string } }>;
}
interface Operation {
  readonly summary?: string;
  readonly operationId: string;
  readonly responses: Record<string, { readonly description: string; readonly content?: Record<string, Media> }>;
}

describe('the documentation', () => {
  let chat: ChatServer;
  let document: { openapi: string; info: object; paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, { properties: Record<string, { description?: string; example?: unknown; maxLength?: number; pattern?: string }> }> } };
  const operations = (): [string, Operation][] => Object.entries(document.paths).flatMap(([path, item]) => Object.entries(item).map(([method, operation]): [string, Operation] => [`${method} ${path}`, operation]));
  beforeAll(async () => {
    chat = await ChatServer.start({ MAX_MESSAGE_CHARS: '1234' });
    document = (await chat.get('/openapi.json').expect(200)).body;
  });
  afterAll(() => chat.close());

  it('is a valid OpenAPI 3.1 document', async () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(await new Validator().validate(structuredClone(document))).toEqual({ valid: true });
  });

  it('has a summary, an answer of 200 and a name of its own for every route', () => {
    expect(operations().map(([name]) => name).toSorted()).toEqual(['delete /chat/delete/{chat_id}', 'get /', 'get /chat/history', 'get /chat/history/{chat_id}', 'get /chat/stream/{chat_id}', 'get /health', 'get /health/live', 'get /health/ready', 'get /models', 'patch /chat/history/{chat_id}', 'post /chat', 'post /chat/stop/{chat_id}']);
    for (const [name, operation] of operations()) {
      expect([name, operation.summary]).toEqual([name, expect.stringMatching(/.{10}/)]);
      expect([name, Object.keys(operation.responses).filter((status) => status.startsWith('2'))]).toEqual([name, name === 'get /chat/stream/{chat_id}' ? ['200', '204'] : ['200']]);
    }
    expect(new Set(operations().map(([, { operationId }]) => operationId)).size).toBe(12);
  });

  it('gives an example of every error, under the status it comes with', () => {
    for (const [name, { responses }] of operations()) {
      for (const [status, { content = {} }] of Object.entries(responses).filter(([code]) => !code.startsWith('2'))) {
        const examples = content['application/problem+json']?.examples;
        if (name === 'get /health/ready' && status === '503') continue;
        expect([name, status, Object.keys(examples ?? {}).length > 0]).toEqual([name, status, true]);
        for (const [code, { value }] of Object.entries(examples ?? {})) {
          expect(value).toMatchObject({ code, status: Number(status), success: false });
          expect(ERRORS[code as keyof typeof ERRORS][0]).toBe(Number(status));
        }
      }
    }
  });

  it('has an example or a model with examples for every field', () => {
    const bare = Object.entries(document.components.schemas).flatMap(([schema, { properties }]) =>
      Object.entries(properties).filter(([, property]) => !('example' in property) && !('$ref' in property) && !('allOf' in property) && !('items' in property)).map(([field]) => `${schema}.${field}`),
    );
    expect(bare).toEqual([]);
  });

  it('says of a question what the server enforces', () => {
    for (const body of ['AskDto', 'RenameDto']) expect(document.components.schemas[body]).toMatchObject({ additionalProperties: false });
    const ask = document.components.schemas['AskDto']!.properties;
    expect(ask['message']).toMatchObject({ maxLength: 1234, minLength: 1 });
    expect(new RegExp(ask['message']!.pattern!).test('a\0b')).toBe(false);
    expect(new RegExp(ask['message']!.pattern!).test(' \n ')).toBe(false);
    expect(new RegExp(ask['message']!.pattern!).test('\n a')).toBe(true);
    expect(ask['chat_id']).toMatchObject({ pattern: '^[A-Za-z0-9_-]{1,128}$', type: ['string', 'null'] });
  });

  it.each(['/docs', '/redoc'])('shows %s without asking another host for anything', async (path) => {
    const { text, headers } = await chat.get(path).expect(200).expect('content-type', /text\/html/);
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    expect(policy).toMatch(/default-src 'self'/);
    const addresses = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address!);
    expect(addresses.length).toBeGreaterThan(1);
    for (const address of addresses) {
      const url = new URL(address, `${chat.server.url}${path}`);
      expect([address, url.origin]).toEqual([address, chat.server.url]);
      await chat.get(url.pathname).expect(200);
    }
  });

  it('carries a ReDoc that has no address of a CDN left to ask', async () => {
    const { text } = await chat.get('/redoc/redoc.js').expect(200).expect('content-type', /javascript/).buffer(true);
    expect(text).not.toContain('cdn.redoc.ly');
    expect(text.length).toBeGreaterThan(500_000);
  });
});
