import type { IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { serve } from '../../helpers/serve.js';

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** Answers every request with the same body on a real port, and keeps what was asked. */
export async function recordingJson(
  reply: unknown,
): Promise<{ readonly url: string; readonly asked: RecordedRequest[] }> {
  const asked: RecordedRequest[] = [];
  const url = await serve((request, response) => {
    const address = new URL(request.url ?? '', 'http://localhost');
    text(request).then((body) => {
      asked.push({
        method: request.method ?? '',
        path: address.pathname,
        parameters: Object.fromEntries(address.searchParams),
        headers: request.headers,
        body: body === '' ? undefined : JSON.parse(body),
      });
      response.end(typeof reply === 'string' ? reply : JSON.stringify(reply));
    }, response.destroy.bind(response));
  });
  return { url, asked };
}
