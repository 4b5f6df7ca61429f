export type Scalar = string | number | boolean | null;

/**
 * The plain values in a piece of JSON by the path to each, such as `author.name`; those of a list share one path.
 * Keys that hold dots are read like nested ones.
 */
export function scalarsOf(value: unknown): ReadonlyMap<string, readonly Scalar[]> {
  const found = new Map<string, Scalar[]>();
  gather(value, '', found);
  return found;
}

function gather(value: unknown, path: string, found: Map<string, Scalar[]>): void {
  if (isScalar(value)) {
    found.set(path, [...(found.get(path) ?? []), value]);
    return;
  }
  if (Array.isArray(value)) {
    for (const item of value) gather(item, path, found);
    return;
  }
  for (const [key, field] of Object.entries(Object(value)))
    gather(field, path === '' ? key : `${path}.${key}`, found);
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
