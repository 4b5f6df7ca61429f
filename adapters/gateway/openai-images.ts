import { z } from 'zod';
import { ServiceError } from '../../contracts/failures.js';
import type { DrawnImage, ImageOrder } from '../../contracts/image-models.js';
import { VIA_HEADER } from '../../contracts/via-header.js';
import { type OpenAiEndpoint, postOpenAi } from './openai-wire.js';

const Reply = z.object({
  data: z
    .array(
      z.object({
        b64_json: z.string().nullish(),
        url: z.string().nullish(),
        revised_prompt: z.string().nullish(),
      }),
    )
    .min(1),
  usage: z
    .object({
      input_tokens: z.int().min(0).default(0),
      output_tokens: z.int().min(0).default(0),
    })
    .nullish()
    .catch(undefined),
});

interface Asked {
  readonly model: string;
  readonly order: ImageOrder;
  /** Whether the server is another instance, which is told the way. */
  readonly remote: boolean;
}

/** Has an image drawn by a server of the OpenAI protocol, which tells no progress. */
export async function drawByOpenAi(
  endpoint: OpenAiEndpoint,
  { model, order, remote }: Asked,
  signal: AbortSignal,
): Promise<DrawnImage> {
  const { prompt, size, via } = order;
  const body = { model, prompt, n: 1, size, response_format: 'b64_json' };
  const headers = remote ? { [VIA_HEADER]: via.join(', ') } : {};
  const request = { path: '/images/generations', headers, body, optional: ['response_format'] };
  const { data, usage } = await read(await postOpenAi(endpoint, request, signal), endpoint, signal);
  const [image] = data;
  const bytes = image?.b64_json
    ? Buffer.from(image.b64_json, 'base64')
    : await fetchImage(image?.url ?? '', endpoint, signal);
  return {
    bytes,
    revisedPrompt: image?.revised_prompt || null,
    usage: usage
      ? { prompt_tokens: usage.input_tokens, completion_tokens: usage.output_tokens }
      : null,
  };
}

async function read(
  body: Awaited<ReturnType<typeof postOpenAi>>,
  { baseUrl }: OpenAiEndpoint,
  signal: AbortSignal,
): Promise<z.infer<typeof Reply>> {
  try {
    const reply = Reply.safeParse(await body.json());
    if (reply.success) return reply.data;
  } catch (cause) {
    signal.throwIfAborted();
    if (!(cause instanceof SyntaxError))
      throw new ServiceError('unavailable', `${baseUrl} broke off its reply`, { cause });
  }
  throw new ServiceError('bad-reply', `${baseUrl} does not answer as an image server does`);
}

/** Some servers answer with an address of their own. One elsewhere is not followed: it may lead anywhere. */
async function fetchImage(
  address: string,
  { baseUrl, apiKey }: OpenAiEndpoint,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (address === '' || !URL.canParse(address, baseUrl))
    throw new ServiceError('bad-reply', `${baseUrl} answered without an image`);
  const url = new URL(address, baseUrl);
  if (url.origin !== new URL(baseUrl).origin)
    throw new ServiceError('bad-reply', `${baseUrl} answered with an address at ${url.host}`);
  const headers = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
  try {
    const reply = await fetch(url, { headers, signal, redirect: 'error' });
    if (reply.ok) return new Uint8Array(await reply.arrayBuffer());
  } catch (cause) {
    signal.throwIfAborted();
    throw new ServiceError('unavailable', `${baseUrl} did not hand over the image`, { cause });
  }
  throw new ServiceError('bad-reply', `${baseUrl} did not hand over the image`);
}
