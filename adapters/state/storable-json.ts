/** The escapes that PostgreSQL refuses or cannot turn into text: NUL and halves of surrogate pairs. */
const SUSPECT = /\\u(0000|d[89a-f])/i;

/** A value as JSON that every PostgreSQL takes: without NUL characters, with lone surrogates as U+FFFD. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value) ?? 'null';
  return SUSPECT.test(json) ? JSON.stringify(value, clean) : json;
}

/** A text that every PostgreSQL takes. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD');
}

function clean(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [storableText(key), member]),
  );
}
