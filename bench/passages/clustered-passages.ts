import type { NewPassage } from '../../contracts/passage-index.js';
import { seededRandom } from '../seeded-random.js';

export interface Corpus {
  readonly documentIds: readonly string[];
  readonly queries: readonly CorpusQuery[];
  batch(from: number, count: number): NewPassage[];
}

export interface CorpusQuery {
  readonly terms: readonly string[];
  readonly vector: readonly number[];
  /** Ids of the ten passages with the highest cosine, by comparing with all. */
  readonly nearest: readonly string[];
}

interface Size {
  readonly count: number;
  readonly queries: number;
  readonly dimension: number;
}

const CLUSTERS = 400;
const VOCABULARY = 20_000;
const DOCUMENT = 150;
const NEAREST = 10;
/** Noise of about 1.6 times the length of a centre: neighbours have a cosine of some 0.3. */
const NOISE = 0.08;

/** Passages around cluster centres with words of a skewed vocabulary, the same for the same size. */
export function clusteredPassages({ count, queries, dimension }: Size): Corpus {
  const random = seededRandom(11);
  const centres = Array.from({ length: CLUSTERS }, () => unit(gaussian(random, dimension)));
  const vectors = Array.from({ length: count }, () => near(random, centres));
  const texts = Array.from({ length: count }, () => words(random, 60 + Math.floor(random() * 80)));
  const asked = Array.from({ length: queries }, () => {
    const vector = near(random, centres);
    return { terms: words(random, 6), vector: [...vector], nearest: nearestOf(vector, vectors) };
  });
  return {
    documentIds: Array.from({ length: Math.ceil(count / DOCUMENT) }, (_, at) => `document-${at}`),
    queries: asked,
    batch: (from, size) =>
      texts.slice(from, from + size).map((terms, at) => {
        const vector = [...(vectors[from + at] ?? [])];
        return passageOf(from + at, terms, vector);
      }),
  };
}

function passageOf(at: number, terms: readonly string[], vector: readonly number[]): NewPassage {
  const text = terms.join(' ');
  return {
    id: idOf(at),
    documentId: `document-${Math.floor(at / DOCUMENT)}`,
    edition: 'bench',
    page: 1 + (at % 50),
    index: at % DOCUMENT,
    start: 0,
    end: text.length,
    text,
    context: '',
    collectionIds: [],
    terms,
    vector,
  };
}

function idOf(at: number): string {
  return `00000000-0000-5000-8000-${at.toString(16).padStart(12, '0')}`;
}

function nearestOf(query: Float32Array, vectors: readonly Float32Array[]): string[] {
  return vectors
    .map((vector, at) => ({ at, cosine: dot(query, vector) }))
    .sort((left, right) => right.cosine - left.cosine)
    .slice(0, NEAREST)
    .map(({ at }) => idOf(at));
}

function near(random: () => number, centres: readonly Float32Array[]): Float32Array {
  const centre = centres[Math.floor(random() * centres.length)] ?? new Float32Array();
  const noise = gaussian(random, centre.length);
  return unit(centre.map((value, at) => value + NOISE * (noise[at] ?? 0)));
}

function gaussian(random: () => number, dimension: number): Float32Array {
  return Float32Array.from(
    { length: dimension },
    () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  );
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  return vector.map((value) => value / length);
}

function dot(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < left.length; at++) sum += (left[at] ?? 0) * (right[at] ?? 0);
  return sum;
}

function words(random: () => number, count: number): string[] {
  const word = () => `w${Math.floor(VOCABULARY * random() ** 3).toString(36)}`;
  return Array.from({ length: count }, word);
}
