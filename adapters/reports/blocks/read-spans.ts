import type { Token } from 'markdown-it';
import { BREAK, type Span } from './block.js';
import { safeLink } from './safe-link.js';
import { splitCitations } from './split-citations.js';

/** Signs that are open at a place of a text. */
interface Looks {
  strong: number;
  em: number;
  s: number;
  /** Addresses of open links; an unsafe one is undefined. */
  readonly links: (string | undefined)[];
}

/** The inline tokens of a block as spans. Images become links to what they show; unsafe links their mere text. */
export function readSpans(tokens: readonly Token[], sources: ReadonlySet<number>): Span[] {
  const looks: Looks = { strong: 0, em: 0, s: 0, links: [] };
  return tokens.flatMap((token) => {
    if (token.nesting !== 0) {
      turn(looks, token);
      return [];
    }
    return spansOf(token, looks, sources);
  });
}

function spansOf(token: Token, looks: Looks, sources: ReadonlySet<number>): Span[] {
  const { type, content } = token;
  switch (type) {
    case 'softbreak':
      return [look(looks, ' ')];
    case 'hardbreak':
      return [BREAK];
    case 'code_inline':
      return [{ ...look(looks, content), code: true }];
    case 'image': {
      const href = safeLink(String(token.attrGet('src') ?? ''));
      const text = content === '' ? 'image' : content;
      return [{ ...look(looks, text), ...(href === undefined ? {} : { href }) }];
    }
    default: {
      const span = look(looks, content);
      return span.href === undefined ? splitCitations(span, sources) : [span];
    }
  }
}

/** Opens or closes a sign. */
function turn(looks: Looks, token: Token): void {
  const { tag, nesting } = token;
  if (tag === 'strong' || tag === 'em' || tag === 's') looks[tag] += nesting;
  else if (tag === 'a' && nesting === 1)
    looks.links.push(safeLink(String(token.attrGet('href') ?? '')));
  else if (tag === 'a') looks.links.pop();
}

function look({ strong, em, s, links }: Looks, text: string): Span {
  const href = links.at(-1);
  return {
    text,
    ...(strong > 0 ? { bold: true } : {}),
    ...(em > 0 ? { italic: true } : {}),
    ...(s > 0 ? { struck: true } : {}),
    ...(href === undefined ? {} : { href }),
  };
}
