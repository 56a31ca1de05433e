import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

/** Fires when the client leaves before the answer is complete. (The request's own `close` comes as soon as its body is read.) */
export const ClientSignal = createParamDecorator((_: unknown, context: ExecutionContext): AbortSignal => {
  const response = context.switchToHttp().getResponse<FastifyReply>().raw;
  const controller = new AbortController();
  const left = (): void => {
    if (!response.writableFinished) controller.abort(new DOMException('The client has left.', 'AbortError'));
  };
  if (response.destroyed) left();
  else response.once('close', left);
  return controller.signal;
});
