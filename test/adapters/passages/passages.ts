import { createHash, randomUUID } from 'node:crypto';
import {
  embeddingSpace,
  type NewPassage,
  type PassageSpace,
} from '../../../contracts/passage-index.js';

const DIMENSION = 8;

/** A space that nobody wrote to yet. */
export function newSpace(owner: string = randomUUID()): PassageSpace {
  return { owner, space: embeddingSpace('tiny', DIMENSION) };
}

/** A passage whose words are its terms; `toward` is the axis that its vector points along, `lean` how far from it. */
export function passage(
  text: string,
  {
    toward = 0,
    lean = 0,
    ...changes
  }: Partial<NewPassage> & { toward?: number; lean?: number } = {},
): NewPassage {
  const whole = {
    documentId: DOCUMENT,
    edition: 'first',
    page: 1,
    index: 0,
    start: 0,
    end: text.length,
    text,
    context: '',
    collectionIds: [],
    terms: text.toLowerCase().split(/\W+/).filter(Boolean),
    vector: axis(toward, lean),
    ...changes,
  };
  const place = `${whole.documentId} ${whole.edition} ${whole.page} ${whole.index}`;
  return { id: uuidOf(place), ...whole };
}

export const DOCUMENT = '11111111-1111-4111-8111-111111111111';
export const OTHER = '22222222-2222-4222-8222-222222222222';

/** A unit vector along an axis, turned a little toward the next one. */
export function axis(toward: number, lean = 0): number[] {
  const length = Math.hypot(1, lean);
  return Array.from({ length: DIMENSION }, (_, at) => {
    if (at === toward) return 1 / length;
    return at === (toward + 1) % DIMENSION ? lean / length : 0;
  });
}

function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
