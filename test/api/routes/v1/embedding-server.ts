import type { ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { createGateway } from '../../../../adapters/gateway/create-gateway.js';
import { createOpenAiProvider } from '../../../../adapters/gateway/openai-provider.js';
import type { AppParts } from '../../../../api/api-parts.js';
import type { UsedModel } from '../../../../contracts/model-usage.js';
import { serve } from '../../../helpers/serve.js';
import { noAccess } from '../../no-access.js';

const Call = z.looseObject({ input: z.array(z.string()), dimensions: z.number().optional() });
type Call = z.infer<typeof Call>;

export type Embed = (response: ServerResponse, call: Call) => void;

const MODELS = ['tiny-embed', 'other-embed', 'tiny'];

/** Parts of an API whose models are those of a server that embeds as told, by default by the words of a text. */
export async function embeddingParts(embed: Embed = byWords, models: readonly string[] = MODELS) {
  const calls: Call[] = [];
  const used: UsedModel[] = [];
  const root = await serve(async (request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/v1/models')
      return void response.end(JSON.stringify({ data: models.map((id) => ({ id })) }));
    const call = Call.parse(JSON.parse(await text(request)));
    calls.push(call);
    embed(response, call);
  });
  const patience = { silenceMs: 5_000, patienceMs: 5_000 };
  const provider = createOpenAiProvider({
    name: 'up',
    baseUrl: `${root}/v1`,
    apiKey: undefined,
    ...patience,
  });
  const parts: Pick<AppParts, 'gateway' | 'usage'> = {
    ...noAccess(),
    gateway: createGateway({
      providers: () => [provider],
      defaultChat: null,
      defaultEmbedding: null,
    }),
    usage: { note: (each) => used.push(each), report: async () => [] },
  };
  return { parts, calls, used };
}

const SUBJECTS = [/cat|kitten/i, /bank|rate/i, /./];

/** A number for each subject that a text is about: 8, 4 and always 1. */
export const byWords: Embed = (response, { input, dimensions = SUBJECTS.length }) => {
  const data = input.map((words, index) => {
    const embedding = SUBJECTS.map((subject, at) => (subject.test(words) ? 8 / 2 ** at : 0));
    embedding[2] = 1;
    return { index, embedding: embedding.slice(0, dimensions) };
  });
  const usage = { prompt_tokens: 4 * input.length, total_tokens: 4 * input.length };
  response.end(JSON.stringify({ data: data.toReversed(), usage }));
};
