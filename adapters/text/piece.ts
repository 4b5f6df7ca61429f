import type { PageBlock } from '../../contracts/document-parsing.js';

/** One block of a document before it has a place in a page's text. */
export interface Piece {
  readonly kind: PageBlock['kind'];
  /** Not empty, without white space around it. */
  readonly text: string;
  /** Of a heading: 1 is the highest. */
  readonly level?: number | undefined;
  /** Of a row of a spreadsheet: its cells, such as A2:F2. */
  readonly cells?: string | undefined;
  /** Whether it follows the piece before it on the next line rather than after a blank one. */
  readonly close?: boolean | undefined;
}
