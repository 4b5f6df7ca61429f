import { Router } from '@koa/router';
import type { Payload } from '@temporalio/common';
import { z } from 'zod';
import type { ApiContext, ApiState } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import { isLocal } from '../is-local.js';
import { jsonBody } from '../validation/json-body.js';

/** Payloads as Temporal's page sends them: bytes in Base64. */
const Payloads = z.object({
  payloads: z.array(
    z.object({
      metadata: z.record(z.string(), z.base64()).default({}),
      data: z.base64().default(''),
    }),
  ),
});
type WirePayload = z.infer<typeof Payloads>['payloads'][number];

const LIMIT_BYTES = 20_000_000;

/** POST /codec/encode and /codec/decode: lets Temporal's own page show what is encrypted, on this machine alone. */
export function codecRoutes({ codec, temporalPageOrigin }: AppParts): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/codec' });

  router.use(async (ctx, next) => {
    refuseStrangers(ctx);
    if (temporalPageOrigin !== null) allowPage(ctx, temporalPageOrigin);
    await next();
  });

  for (const direction of ['encode', 'decode'] as const) {
    router.options(`/${direction}`, (ctx) => {
      ctx.status = 204;
    });
    router.post(`/${direction}`, async (ctx) => {
      const { payloads } = await jsonBody(ctx, Payloads, LIMIT_BYTES);
      const coded = await codec[direction](payloads.map(fromWire)).catch(refuse);
      ctx.body = { payloads: coded.map(toWire) };
    });
  }

  return router;
}

function refuseStrangers(ctx: ApiContext): void {
  if (isLocal(ctx)) return;
  throw new ApiError({
    status: 403,
    error: 'loopback_only',
    message: 'Payloads are only decoded for programs on the machine of the service',
  });
}

function allowPage(ctx: ApiContext, origin: string): void {
  ctx.vary('Origin');
  if (ctx.get('Origin') !== origin) return;
  ctx.set({
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Methods': 'POST',
    'Access-Control-Allow-Headers': 'content-type, x-namespace, authorization',
    'Access-Control-Allow-Credentials': 'true',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  });
}

/** Foreign or damaged payloads are the caller's: the message says which key they ask for. */
function refuse(cause: unknown): never {
  const message = cause instanceof Error ? cause.message : 'These payloads cannot be read';
  throw new ApiError({ status: 400, error: 'unreadable_payload', message, cause });
}

function fromWire({ metadata, data }: WirePayload): Payload {
  const bytes = (text: string) => Buffer.from(text, 'base64');
  return {
    metadata: Object.fromEntries(
      Object.entries(metadata).map(([name, text]) => [name, bytes(text)]),
    ),
    data: bytes(data),
  };
}

function toWire({ metadata, data }: Payload): WirePayload {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  return {
    metadata: Object.fromEntries(
      Object.entries(metadata ?? {}).map(([name, bytes]) => [name, text(bytes)]),
    ),
    data: text(data ?? new Uint8Array()),
  };
}
