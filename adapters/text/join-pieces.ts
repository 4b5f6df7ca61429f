import type { DocumentPage, PageBlock } from '../../contracts/document-parsing.js';
import type { Piece } from './piece.js';

/** Pieces as one text, and where each lies in it. */
export function joinPieces(pieces: readonly Piece[]): Pick<DocumentPage, 'text' | 'blocks'> {
  const parts: string[] = [];
  const blocks: PageBlock[] = [];
  let length = 0;
  for (const { kind, text, level, cells, close } of pieces) {
    if (text === '') continue;
    const gap = blocks.length === 0 ? '' : close ? '\n' : '\n\n';
    const start = length + gap.length;
    length = start + text.length;
    parts.push(gap, text);
    blocks.push({
      kind,
      start,
      end: length,
      ...(level === undefined ? {} : { level }),
      ...(cells === undefined ? {} : { cells }),
    });
  }
  return { text: parts.join(''), blocks };
}
