import type { Embedder } from '../contracts/models.js';

/** Cosine of each text with each question, by unit vectors: one row a text, one column a question. */
export async function similaritiesOf(
  embedder: Embedder,
  { texts, questions }: { texts: readonly string[]; questions: readonly string[] },
  signal: AbortSignal,
): Promise<number[][]> {
  const vectors = await embedder.embed([...questions, ...texts], signal);
  const asked = vectors.slice(0, questions.length);
  return vectors
    .slice(questions.length)
    .map((vector) => asked.map((question) => dot(vector, question)));
}

/** The same for the texts at these positions alone; the rows of the others are empty. */
export async function someSimilarities(
  embedder: Embedder,
  {
    texts,
    questions,
    chosen,
  }: { texts: readonly string[]; questions: readonly string[]; chosen: readonly number[] },
  signal: AbortSignal,
): Promise<number[][]> {
  const wanted = chosen.flatMap((at) => texts[at] ?? []);
  const rows = await similaritiesOf(embedder, { texts: wanted, questions }, signal);
  const byPosition = new Map(chosen.map((at, index) => [at, rows[index] ?? []]));
  return texts.map((_, at) => byPosition.get(at) ?? []);
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
}
