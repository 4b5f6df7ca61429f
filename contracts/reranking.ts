import { z } from 'zod';
import type { TokenUsage } from './gateway.js';

const MOST_DOCUMENTS = 1_000;
const MOST_CHARACTERS = 100_000;

/** Body of POST /v1/rerank, as Cohere's and Jina's clients send it; unknown fields are ignored. */
export const RerankRequest = z
  .object({
    model: z.string().min(1).max(500).nullish().meta({
      description:
        'The configured reranker, or a model of GET /v1/models that embeds; the reranker, if there is one, by default.',
    }),
    query: z.string().min(1).max(MOST_CHARACTERS),
    documents: z
      .unknown()
      .transform(readDocuments)
      .meta({
        description: `Up to ${MOST_DOCUMENTS} texts, or objects that hold one as \`text\`.`,
        override: {
          type: 'array',
          items: {
            anyOf: [
              { type: 'string', minLength: 1 },
              { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
            ],
          },
          minItems: 1,
          maxItems: MOST_DOCUMENTS,
        },
      }),
    top_n: z.int().min(1).nullish().meta({ description: 'All of them by default.' }),
    return_documents: z.boolean().nullish().meta({ description: 'False by default.' }),
  })
  .meta({ id: 'RerankRequest' });

function readDocuments(value: unknown, { issues }: z.core.ParsePayload): readonly string[] {
  const fault = (message: string, path: number[] = []) => {
    issues.push({ code: 'custom', input: value, message, path });
    return z.NEVER;
  };
  if (!Array.isArray(value)) return fault('it should be a list of texts');
  if (value.length === 0) return fault('it needs at least one document');
  if (value.length > MOST_DOCUMENTS)
    return fault(`at most ${MOST_DOCUMENTS} documents are taken at once, not ${value.length}`);
  const texts: string[] = [];
  for (const [index, item] of value.entries()) {
    const { success, data } = Document.safeParse(item);
    if (!success) return fault('it should be a text that is not empty, or {"text": …}', [index]);
    texts.push(data);
  }
  return texts;
}

const Text = z.string().min(1).max(MOST_CHARACTERS);
const Document = z.union([Text, z.object({ text: Text }).transform(({ text }) => text)]);

/** Answer of POST /v1/rerank. */
export const RerankReply = z
  .object({
    id: z.string(),
    object: z.literal('list'),
    model: z.string().meta({ description: 'The model that judged.' }),
    method: z.enum(['cross-encoder', 'embedding']).meta({
      description:
        'Whether a reranker read query and document together, or the cosine of their vectors was taken.',
    }),
    results: z
      .array(
        z.object({
          index: z.int().meta({ description: 'Of the document as it was sent.' }),
          relevance_score: z.number().meta({
            description: 'As the reranker gave it, or the cosine, from -1 to 1.',
          }),
          document: z.object({ text: z.string() }).optional(),
        }),
      )
      .meta({ description: 'Best first.' }),
    usage: z.looseObject({ prompt_tokens: z.int(), total_tokens: z.int() }),
  })
  .meta({ id: 'RerankReply' });
export type RerankReply = z.infer<typeof RerankReply>;

export interface Relevance {
  /** One for each document, in order; higher is nearer to the query. */
  readonly scores: readonly number[];
  /** Undefined where the server does not count. */
  readonly usage?: TokenUsage | undefined;
}

/** A model that reads a query and a document together. Throws ServiceError. */
export interface Reranker {
  readonly model: string;
  judge(query: string, documents: readonly string[], signal: AbortSignal): Promise<Relevance>;
}
