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

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
}
