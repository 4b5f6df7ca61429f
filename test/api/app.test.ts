import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { noState } from './no-state.js';
import { collectLog, type Logged, post, serveApp, testParts } from './test-app.js';

test('the root says what the service is', async () => {
  const url = await serveApp(testParts(noState()));

  expect(await (await fetch(url)).json()).toEqual({
    service: 'Research Service API',
    version: '0.2.0',
    docs: '/api/docs',
    health: '/api/v1/health',
    status: 'ready',
  });
});

describe('health', () => {
  const ready = { name: 'models', state: 'ready', using: 'Ollama', why: 'it answers' } as const;

  test('is the documented body', async () => {
    const url = await serveApp(testParts(noState(), { components: async () => [ready] }));

    expect(await (await fetch(`${url}/api/v1/health`)).json()).toEqual({
      status: 'healthy',
      service: 'research-service',
      version: '0.2.0',
      environment: 'test',
    });
  });

  test('lists the parts when asked and is degraded with one of them', async () => {
    const degraded = { ...ready, state: 'degraded' } as const;
    const url = await serveApp(testParts(noState(), { components: async () => [degraded] }));

    expect(await (await fetch(`${url}/api/v1/health?detail=true`)).json()).toMatchObject({
      status: 'degraded',
      components: [degraded],
    });
  });

  test('answers although the parts cannot be asked', async () => {
    const components = async () => {
      throw new Error('no');
    };
    const url = await serveApp(testParts(noState(), { components }));

    expect(await (await fetch(`${url}/api/v1/health`)).json()).toHaveProperty('status', 'degraded');
  });

  test('refuses a detail that is neither', async () => {
    const url = await serveApp(testParts(noState()));

    const reply = await fetch(`${url}/api/v1/health?detail=maybe`);

    expect(reply.status).toBe(422);
    expect(await reply.json()).toMatchObject({
      detail: [{ type: 'bool_parsing', loc: ['query', 'detail'] }],
    });
  });
});

describe('what is not there', () => {
  test('is a 404 that names itself', async () => {
    const url = await serveApp(testParts(noState()));

    const reply = await fetch(`${url}/api/v2/anything`);

    expect(reply.status).toBe(404);
    expect(await reply.json()).toEqual({
      error: 'not_found',
      message: 'There is no GET /api/v2/anything; see /api/docs for what there is',
      trace_id: reply.headers.get('x-trace-id'),
    });
  });

  test('is a 405 that names what is', async () => {
    const url = await serveApp(testParts(noState()));

    const reply = await fetch(`${url}/api/v1/search`, { method: 'DELETE' });

    expect(reply.status).toBe(405);
    expect(reply.headers.get('allow')).toBe('POST');
    expect(await reply.json()).toHaveProperty('error', 'method_not_allowed');
  });
});

describe('a trace', () => {
  test("is the caller's when it names a valid one", async () => {
    const url = await serveApp(testParts(noState()));
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';

    const reply = await fetch(`${url}/nothing`, {
      headers: { traceparent: `00-${trace}-00f067aa0ba902b7-01` },
    });

    expect(reply.headers.get('x-trace-id')).toBe(trace);
    expect(await reply.json()).toHaveProperty('trace_id', trace);
  });

  test.each(['00-xyz-1-01', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`])(
    'is ours when the caller sends %s',
    async (traceparent) => {
      const url = await serveApp(testParts(noState()));

      const reply = await fetch(url, { headers: { traceparent } });

      expect(reply.headers.get('x-trace-id')).toMatch(/^trace-[\da-f]{12}$/);
    },
  );
});

describe('an error inside', () => {
  const broken = {
    list: async () => {
      throw new Error('secret: the password is swordfish');
    },
  };

  test('is told to the log and not to the caller', async () => {
    const lines: Logged[] = [];
    const runs = { ...noState().runs, ...broken };
    const url = await serveApp(testParts(noState(), { runs, log: collectLog(lines) }));

    const reply = await fetch(`${url}/api/v1/sessions`);

    expect(reply.status).toBe(500);
    const text = await reply.text();
    expect(JSON.parse(text)).toMatchObject({ error: 'internal_error' });
    expect(text).not.toContain('swordfish');
    const trace_id = reply.headers.get('x-trace-id');
    expect(lines).toContainEqual({ level: 'error', facts: expect.objectContaining({ trace_id }) });
  });

  test('carries its stack in debug', async () => {
    const runs = { ...noState().runs, ...broken };
    const url = await serveApp(testParts(noState(), { runs, debug: true }));

    const reply = await fetch(`${url}/api/v1/sessions`);

    expect(await reply.json()).toHaveProperty('details', expect.stringContaining('swordfish'));
  });
});

describe('foreign web pages', () => {
  test.each([
    ['localhost:8001', 200],
    ['LOCALHOST', 200],
    ['127.0.0.1:9', 200],
    ['[::1]:8001', 200],
    ['research.home.example', 200],
    ['evil.example', 403],
    ['localhost.evil.example', 403],
  ])('under the name %s get %i', async (host, status) => {
    const url = await serveApp(testParts(noState(), { allowedHosts: ['Research.home.example'] }));

    expect(await statusUnder(url, host)).toBe(status);
  });

  test.each(['https://evil.example', 'null', 'http://localhost:9999'])(
    'at %s cannot send anything',
    async (origin) => {
      const url = await serveApp(testParts(noState()));

      const reply = await post(`${url}/api/v1/search`, { query: 'q' }, { origin });

      expect(reply.status).toBe(403);
      expect(await reply.json()).toHaveProperty('error', 'origin_not_allowed');
    },
  );

  test('that are our own can', async () => {
    const url = await serveApp(testParts(noState()));

    const reply = await post(`${url}/api/v1/search`, {}, { origin: url });

    expect(reply.status).toBe(422);
    expect(reply.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('the documentation', () => {
  test.each(['/api/docs', '/api/redoc'])('at %s loads everything from here', async (path) => {
    const url = await serveApp(testParts(noState()));

    const reply = await fetch(`${url}${path}`);
    const page = await reply.text();

    expect(reply.headers.get('content-type')).toContain('text/html');
    expect(reply.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(reply.headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
    expect(page).not.toContain('http');
    const parts = [...page.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, part]) => part);
    expect(parts.length).toBeGreaterThan(0);
    for (const part of parts) {
      const loaded = await fetch(`${url}${part}`);
      expect(loaded.status).toBe(200);
      expect(loaded.headers.get('content-type')).toMatch(/javascript|css/);
      expect(await loaded.text()).not.toMatch(/src:\s*"https?:/);
    }
  });

  test('gives no other file of its packages', async () => {
    const url = await serveApp(testParts(noState()));

    expect((await fetch(`${url}/api/docs/package.json`)).status).toBe(404);
    expect((await fetch(`${url}/api/docs/..%2fpackage.json`)).status).toBe(404);
  });
});

/** fetch would not send another name than the address says. */
function statusUnder(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sending = request(url, { headers: { host } }, (reply) => {
      reply.resume();
      resolve(reply.statusCode);
    });
    sending.on('error', reject).end();
  });
}
