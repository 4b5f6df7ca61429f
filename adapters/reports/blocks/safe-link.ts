const SAFE = new Set(['http:', 'https:', 'mailto:']);

/** The address when it is one of the web or of mail, percent-encoded; undefined for all others, such as javascript:. */
export function safeLink(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  return SAFE.has(url.protocol) ? url.href : undefined;
}
