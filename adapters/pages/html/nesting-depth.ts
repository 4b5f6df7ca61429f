import { Parser } from 'htmlparser2';

const CHUNK_CHARS = 16 * 1024;

/** Says whether elements nest deeper than `limit`, in one pass that builds no tree and stops at the first that do. */
export function nestsDeeperThan(limit: number, markup: string, xmlMode = false): boolean {
  let depth = 0;
  let deepest = 0;
  const parser = new Parser(
    {
      onopentagname() {
        depth += 1;
        deepest = Math.max(deepest, depth);
      },
      onclosetag() {
        depth -= 1;
      },
    },
    { xmlMode },
  );
  for (let at = 0; at < markup.length && deepest <= limit; at += CHUNK_CHARS) {
    parser.write(markup.slice(at, at + CHUNK_CHARS));
  }
  return deepest > limit;
}
