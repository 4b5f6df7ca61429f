const HEADING = /^(#{1,6})[ \t]+(.*?)[ \t#]*$/;
const SOURCES =
  /^(?:\d+\.?\s*)?(?:sources?|references?|citations?|bibliography|quellen|références|fuentes)\s*:?$/iu;
const FENCE = /^\s{0,3}(?:```|~~~)/;

/** The body without its own list of sources: a report brings a linked one. */
export function dropSourceList(body: string): string {
  let depth = 0;
  let inCode = false;
  const kept = body.split('\n').filter((line) => {
    if (FENCE.test(line)) inCode = !inCode;
    const heading = inCode ? null : HEADING.exec(line);
    if (heading !== null) {
      const level = heading[1]?.length ?? 0;
      if (SOURCES.test(heading[2] ?? '')) depth = level;
      else if (level <= depth) depth = 0;
    }
    return depth === 0;
  });
  return kept.join('\n').trim();
}
