import { ServiceError } from '../../contracts/failures.js';

/** The vector scaled to length 1. Throws 'bad-reply' for one that has no direction: empty, all zero, not finite. */
export function unitVector(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  if (length > 0 && Number.isFinite(length)) return vector.map((value) => value / length);
  throw new ServiceError('bad-reply', 'the embedding model returned a vector without direction');
}
