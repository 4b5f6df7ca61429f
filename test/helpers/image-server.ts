import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

/** A whole PNG of one pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const Sent = z.looseObject({ model: z.string().optional(), prompt: z.string().optional() });
type Sent = z.infer<typeof Sent>;

export interface ImageServer {
  /** Its root: OpenAI's protocol is below /v1, AUTOMATIC1111's below /sdapi. */
  readonly url: string;
  /** What it was asked to draw. */
  readonly drawn: Sent[];
  readonly interrupted: () => number;
  /** How it answers an order from now on; at once with a pixel unless told. */
  answer: (response: ServerResponse, sent: Sent) => void;
  /** What `/sdapi/v1/progress` tells. */
  progress: { sampling_step: number; sampling_steps: number };
  /** Whose image it says it draws; null when it does not tell. */
  task: string | null;
  close(): void;
}

/** An image server on loopback that speaks both protocols, with the models `flux` and `dreamshaper`. */
export async function startImageServer(): Promise<ImageServer> {
  const drawn: Sent[] = [];
  let interrupted = 0;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const sent = Sent.parse(body === '' ? {} : JSON.parse(body));
    switch (request.url) {
      case '/v1/models':
        return json(response, { object: 'list', data: [{ id: 'flux' }, { id: 'gemma' }] });
      case '/sdapi/v1/sd-models':
        return json(response, [{ model_name: 'dreamshaper', title: 'dreamshaper.safetensors' }]);
      case '/sdapi/v1/progress':
        return json(response, {
          progress: 0.5,
          state: imageServer.progress,
          current_task: imageServer.task,
        });
      case '/sdapi/v1/interrupt':
        interrupted += 1;
        return json(response, {});
      default:
        drawn.push(sent);
        return imageServer.answer(response, sent);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const imageServer: ImageServer = {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    drawn,
    interrupted: () => interrupted,
    answer: drawPixel,
    progress: { sampling_step: 0, sampling_steps: 0 },
    task: null,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return imageServer;
}

/** Answers an order of either protocol. */
export function drawPixel(response: ServerResponse, { override_settings }: Sent): void {
  const image = PIXEL.toString('base64');
  if (override_settings !== undefined) json(response, { images: [image], info: '{}' });
  else json(response, { created: 1, data: [{ b64_json: image, revised_prompt: 'a red fox' }] });
}

export function refuseToDraw(status: number, message: string) {
  return (response: ServerResponse): void =>
    json(response, { error: { message, type: 'x', param: null, code: null } }, status);
}

function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}
