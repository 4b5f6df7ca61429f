import { z } from 'zod';

/** Most texts of one request. */
export const MOST_TEXTS = 2048;

/** Body of POST /v1/embeddings; unknown fields are ignored. */
export const EmbeddingRequest = z
  .object({
    model: z
      .string()
      .min(1)
      .max(500)
      .meta({ description: 'Name of a model of GET /v1/models that embeds.' }),
    input: z
      .unknown()
      .transform(readInput)
      .meta({
        description: `A text, or up to ${MOST_TEXTS} of them. Tokens are refused: they are of one tokenizer alone.`,
        override: {
          anyOf: [
            { type: 'string', minLength: 1 },
            {
              type: 'array',
              items: { type: 'string', minLength: 1 },
              minItems: 1,
              maxItems: MOST_TEXTS,
            },
          ],
        },
      }),
    encoding_format: z.enum(['float', 'base64']).nullish().meta({
      description: 'Numbers, or little-endian 32-bit floats as base64; float by default.',
    }),
    dimensions: z
      .int()
      .min(1)
      .max(65_536)
      .nullish()
      .meta({ description: 'Numbers in each vector; a 400 where the model cannot give so many.' }),
    user: z.string().max(1_000).nullish(),
  })
  .meta({ id: 'EmbeddingRequest' });
export type EmbeddingRequest = z.infer<typeof EmbeddingRequest>;

/** The texts of an input, which is one or a list. */
function readInput(value: unknown, { issues }: z.core.ParsePayload): readonly string[] {
  const fault = (message: string, path: number[] = []) => {
    issues.push({ code: 'custom', input: value, message, path });
    return z.NEVER;
  };
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (texts.length === 0) return fault('it needs at least one text');
  if (texts.length > MOST_TEXTS)
    return fault(`at most ${MOST_TEXTS} texts are taken at once, not ${texts.length}`);
  const read: string[] = [];
  for (const [index, text] of texts.entries()) {
    const path = Array.isArray(value) ? [index] : [];
    if (isTokens(text)) return fault(TOKENS, path);
    if (typeof text !== 'string') return fault('it should be a text or a list of texts', path);
    if (text === '') return fault('a text must not be empty', path);
    read.push(text);
  }
  return read;
}

const TOKENS =
  'tokens are numbers of one tokenizer, which the model here does not have: send the text itself ' +
  '(in LangChain: check_embedding_ctx_length=False)';

function isTokens(value: unknown): boolean {
  return typeof value === 'number' || (Array.isArray(value) && typeof value[0] === 'number');
}

const Embedding = z.object({
  object: z.literal('embedding'),
  index: z.int(),
  embedding: z.union([z.array(z.number()), z.string()]),
});

/** Answer of POST /v1/embeddings. */
export const EmbeddingResponse = z
  .object({
    object: z.literal('list'),
    data: z.array(Embedding),
    model: z.string().meta({ description: 'The model that embedded.' }),
    usage: z
      .looseObject({ prompt_tokens: z.int(), total_tokens: z.int() })
      .meta({ description: 'Counted by the model itself; 0 where its server does not count.' }),
  })
  .meta({ id: 'EmbeddingResponse' });
export type EmbeddingResponse = z.infer<typeof EmbeddingResponse>;
