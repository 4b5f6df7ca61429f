import { createGateway } from '../../adapters/gateway/create-gateway.js';
import type { Gateway, OfferedModel } from '../../contracts/gateway.js';
import { type ImageResult, imagePrefix } from '../../contracts/images.js';
import { PIXEL } from '../helpers/image-server.js';
import { goesOn, type Script } from './scripted-starter.js';

/** An image run that is done at once. */
export const drawsImage: Script = async (run, state) => {
  const { runId } = run.input;
  await goesOn(run, state);
  const { sha256 } = await state.objects.putStream(imagePrefix(runId), toStream(PIXEL));
  const result: ImageResult = {
    created: 1_700_000_000,
    model: 'flux',
    size: '512x512',
    revised_prompt: 'a red fox',
    suggested_filename: 'a-狐.png',
    content_type: 'image/png',
    size_bytes: PIXEL.length,
    sha256,
    usage: { prompt_tokens: 5, completion_tokens: 50 },
  };
  await state.runs.end(runId, { status: 'completed', result });
};

/** A gateway with a model that draws and one that does not, or with the second alone. */
export function drawingGateway(draws = true): Gateway {
  const rest = { provider: 'p', created: 0, contextTokens: null };
  const tiny: OfferedModel = { id: 'tiny', capabilities: ['chat'], ...rest };
  const flux: OfferedModel = { id: 'flux', capabilities: ['images'], ...rest };
  const models = draws ? [tiny, flux] : [tiny];
  const none = createGateway({
    providers: () => [],
    defaultChat: null,
    defaultEmbedding: null,
  });
  return {
    ...none,
    models: async () => models,
    defaultChat: async () => tiny.id,
    find: async (name) => models.find(({ id }) => id === name),
  };
}

async function* toStream(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
