import type { Gateway } from '../../contracts/gateway.js';
import type { Component } from '../../contracts/health.js';

/** Longest wait for the lists of models. */
const PROBE_MS = 2_000;

/** Which models make images now, or why none does; `url` is the image server of the settings. */
export async function describeImages(
  gateway: Pick<Gateway, 'models'>,
  url: string | undefined,
): Promise<Component> {
  const name = 'image models';
  const listed = await gateway.models(true, AbortSignal.timeout(PROBE_MS)).catch(() => []);
  const [first, ...more] = listed.filter(({ capabilities }) => capabilities.includes('images'));
  if (first !== undefined) {
    const using = more.length === 0 ? first.id : `${first.id} and ${more.length} more`;
    return { name, state: 'ready', using, why: `listed by ${first.provider}` };
  }
  if (url === undefined) {
    const why = 'IMAGE_PROVIDER_URL is not set, and no other provider lists image models';
    return { name, state: 'off', using: 'none', why };
  }
  const why = 'the server of IMAGE_PROVIDER_URL does not answer, or lists no models';
  return { name, state: 'degraded', using: url, why };
}
