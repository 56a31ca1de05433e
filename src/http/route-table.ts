import { Injectable } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';

export interface Endpoint {
  readonly path: string;
  readonly description: string;
  readonly method: string;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Every route of the API, read from its OpenAPI document: the list at `GET /`, and which methods an address allows. */
@Injectable()
export class RouteTable {
  endpoints: readonly Endpoint[] = [];
  private patterns: readonly { readonly pattern: RegExp; readonly method: string }[] = [];

  fill(document: OpenAPIObject, more: readonly Endpoint[]): void {
    const documented = Object.entries(document.paths).flatMap(([path, item]) =>
      METHODS.flatMap((method) => {
        const operation = item[method];
        return operation ? [{ path, description: operation.summary ?? '', method: method.toUpperCase() }] : [];
      }),
    );
    this.endpoints = [...documented, ...more];
    this.patterns = this.endpoints.map(({ path, method }) => ({ pattern: new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}/?$`), method }));
  }

  /** The methods that an address answers; none when there is nothing at it. */
  methodsAt(path: string): readonly string[] {
    const methods = this.patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
    return methods.includes('GET') ? ['HEAD', ...methods].toSorted() : methods.toSorted();
  }
}
