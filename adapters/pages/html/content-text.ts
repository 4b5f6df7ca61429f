import type { AnyNode } from 'domhandler';
import { joinPieces } from '../../text/join-pieces.js';
import { contentPieces } from './content-pieces.js';

/** The text of nodes as a person reads it, with paragraphs parted by blank lines. */
export function contentText(nodes: readonly AnyNode[]): string {
  return joinPieces(contentPieces(nodes)).text.trim();
}
