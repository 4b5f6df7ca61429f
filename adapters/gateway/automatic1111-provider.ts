import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { ServiceError } from '../../contracts/failures.js';
import type { ModelProvider } from '../../contracts/gateway.js';
import type { ImageOrder } from '../../contracts/image-models.js';
import { callJson, callText, type HttpCall } from '../http/call.js';
import { endpoint } from '../http/endpoint.js';
import { patientFetch } from '../models/patient-fetch.js';
import { dimensionsOf } from './dimensions.js';

const POLL_MS = 500;
/** An image in Base64, and the parameters that come with it. */
const MOST_BYTES = 100_000_000;
/** The limit of the run ends the call long before. */
const NO_LIMIT_MS = 2 ** 31 - 1;

interface Automatic1111Settings {
  readonly name: string;
  readonly url: string;
  /** `user:password`, as the server was started with; anything else is sent as a bearer token. */
  readonly apiKey?: string | undefined;
  readonly pollMs?: number | undefined;
}

/** A server with AUTOMATIC1111's API: it makes images, one at a time, and nothing else. */
export function createAutomatic1111Provider(settings: Automatic1111Settings): ModelProvider {
  const { name, url, apiKey, pollMs = POLL_MS } = settings;
  const call = (path: string, more: Partial<HttpCall> = {}): HttpCall => ({
    service: name,
    url: endpoint(url, `/sdapi/v1/${path}`),
    headers: authorization(apiKey),
    ...more,
  });
  const makesImagesOnly = async (model: string): Promise<never> => {
    throw new ServiceError('bad-input', `${model} makes images and nothing else`);
  };

  return {
    name,
    remote: false,
    async models(signal) {
      const listed = await callJson(call('sd-models'), Models, signal);
      const rest = { provider: name, created: 0, contextTokens: null };
      return listed.map(({ model_name: id }) => ({ id, capabilities: ['images'], ...rest }));
    },
    complete: makesImagesOnly,
    // biome-ignore lint/correctness/useYield: it fails before there is anything to yield
    async *stream(model) {
      await makesImagesOnly(model);
    },
    embed: makesImagesOnly,

    async draw(model, order, signal) {
      const done = new AbortController();
      const watching = watch(order, done.signal);
      const patience = { timeoutMs: NO_LIMIT_MS, maxBytes: MOST_BYTES, fetch: patientFetch() };
      try {
        const body = bodyOf(model, order);
        const { images } = await callJson(call('txt2img', { body, ...patience }), Drawn, signal);
        const [image = ''] = images;
        // Some versions put a data address in place of the bare Base64.
        const bytes = Buffer.from(image.slice(image.indexOf(',') + 1), 'base64');
        return { bytes, revisedPrompt: null, usage: null };
      } finally {
        done.abort();
        await watching;
        // Hanging up is not noticed there: it would go on drawing for nobody.
        if (signal.aborted) await interrupt(order.id);
      }
    },
  };

  /** What the server says while it draws; not being told is no failure. */
  async function watch(order: ImageOrder, signal: AbortSignal): Promise<void> {
    let last = -1;
    try {
      for (;;) {
        await setTimeout(pollMs, undefined, { signal });
        const { state, current_task } = await callJson(call('progress'), Progress, signal);
        const ours = current_task === null || current_task === order.id;
        const { sampling_step: done, sampling_steps: total } = state;
        if (!ours || total === 0 || done === last) continue;
        order.onProgress({ done, total });
        last = done;
      }
    } catch {
      return;
    }
  }

  /** Leaves what the server draws for others alone, as far as it tells whose it is. */
  async function interrupt(id: string): Promise<void> {
    const signal = AbortSignal.timeout(2_000);
    const drawn = await callJson(call('progress'), Progress, signal).catch(() => undefined);
    if ((drawn?.current_task ?? id) !== id) return;
    await callText(call('interrupt', { body: {} }), signal).catch(() => undefined);
  }
}

function bodyOf(model: string, { prompt, size, id }: ImageOrder) {
  return {
    prompt,
    ...dimensionsOf(size),
    batch_size: 1,
    n_iter: 1,
    send_images: true,
    save_images: false,
    override_settings: { sd_model_checkpoint: model },
    force_task_id: id,
  };
}

function authorization(apiKey: string | undefined): Record<string, string> {
  if (apiKey === undefined) return {};
  if (!apiKey.includes(':')) return { authorization: `Bearer ${apiKey}` };
  return { authorization: `Basic ${Buffer.from(apiKey).toString('base64')}` };
}

const Models = z.array(z.object({ model_name: z.string().min(1) }));

const Drawn = z.object({ images: z.array(z.string()).min(1) });

const Progress = z.object({
  state: z.object({
    sampling_step: z.int().min(0).default(0),
    sampling_steps: z.int().min(0).default(0),
  }),
  current_task: z
    .string()
    .nullish()
    .transform((task) => task ?? null),
});
