import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { AskDto } from './chat/dto/ask.dto.js';
import { RenameDto } from './chat/dto/rename.dto.js';
import { Settings } from './config/settings.js';
import { RouteTable } from './http/route-table.js';
import { packageFacts } from './package-facts.js';
import { serveRedoc } from './redoc.js';

const REQUEST_BODIES = [AskDto.name, RenameDto.name];

const PAGES = [
  { path: '/ui', method: 'GET', description: 'The web page: ask, watch, read back, manage chats' },
  { path: '/docs', method: 'GET', description: 'Swagger UI: read and try the API' },
  { path: '/redoc', method: 'GET', description: 'ReDoc: read the API' },
  { path: '/openapi.json', method: 'GET', description: 'The OpenAPI document' },
];

/** Swagger UI at /docs, ReDoc at /redoc, the document at /openapi.json; nothing is fetched from another host. */
export function setupDocs(app: NestFastifyApplication): void {
  const { MAX_MESSAGE_CHARS } = app.get(Settings);
  const document = tellWhatIsEnforced(createDocument(app), MAX_MESSAGE_CHARS);
  app.get(RouteTable).fill(document, PAGES);
  SwaggerModule.setup('docs', app, document, { jsonDocumentUrl: 'openapi.json', customSiteTitle: `${packageFacts.name} – API` });
  serveRedoc(app.getHttpAdapter().getInstance(), `${packageFacts.name} – API`);
}

function createDocument(app: NestFastifyApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(packageFacts.name)
    .setDescription(`${packageFacts.description}\n\nTimes are ISO 8601 in UTC, durations in milliseconds, errors RFC 9457 problems with a \`code\` that never changes.`)
    .setVersion(packageFacts.version)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addTag('chat', 'Ask, read back, delete')
    .addTag('models', 'What can be asked')
    .addTag('health', 'For people and for probes')
    .addTag('about', 'What this is');
  return SwaggerModule.createDocument(app, builder.build(), { operationIdFactory: (_controller, method) => method });
}

/** What no comment can say: the longest question is a setting, and a body with a field that is not known is refused. */
function tellWhatIsEnforced(document: OpenAPIObject, longestMessage: number): OpenAPIObject {
  for (const name of REQUEST_BODIES) {
    const schema = document.components?.schemas?.[name];
    if (schema && 'properties' in schema) schema.additionalProperties = false;
  }
  const ask = document.components?.schemas?.[AskDto.name];
  if (ask && 'properties' in ask) Object.assign(ask.properties?.['message'] ?? {}, { maxLength: longestMessage });
  return document;
}
