import type { Env } from '../../infra/env.js';

/** Where an instance of these settings answers. A listener on all addresses is reached at loopback. */
export function addressOf({ HOST, PORT }: Pick<Env, 'HOST' | 'PORT'>): string {
  const host = HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST;
  return `http://${host.includes(':') ? `[${host}]` : host}:${PORT}`;
}
