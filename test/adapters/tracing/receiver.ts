import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { serve } from '../../helpers/serve.js';

const Export = z.object({
  resourceSpans: z.array(
    z.object({
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              traceId: z.string().regex(/^[0-9a-f]{32}$/),
              spanId: z.string().regex(/^[0-9a-f]{16}$/),
              parentSpanId: z.string().optional(),
              name: z.string(),
              startTimeUnixNano: z.string().regex(/^\d{19}$/),
              endTimeUnixNano: z.string().regex(/^\d{19}$/),
              attributes: z.array(
                z.object({ key: z.string(), value: z.object({ stringValue: z.string() }) }),
              ),
            }),
          ),
        }),
      ),
    }),
  ),
});

/** Receives traces as Langfuse does; answers `status()` and keeps what came with its address and key. */
export async function receiveTraces(status: () => number = () => 200) {
  const posts: { path: string; authorization: string | undefined; count: number }[] = [];
  const spans: {
    name: string;
    traceId: string;
    spanId: string;
    parentSpanId?: string | undefined;
    attributes: Record<string, string>;
  }[] = [];
  const baseUrl = await serve(async (request, response) => {
    const sent = Export.parse(JSON.parse(await text(request)));
    const all = sent.resourceSpans.flatMap(({ scopeSpans }) =>
      scopeSpans.flatMap((scope) => scope.spans),
    );
    const { authorization } = request.headers;
    posts.push({ path: request.url ?? '', authorization, count: all.length });
    for (const { name, traceId, spanId, parentSpanId, attributes } of all) {
      const pairs = attributes.map(({ key, value }) => [key, value.stringValue]);
      spans.push({ name, traceId, spanId, parentSpanId, attributes: Object.fromEntries(pairs) });
    }
    response.writeHead(status()).end('{}');
  });
  return { baseUrl, posts, spans };
}
