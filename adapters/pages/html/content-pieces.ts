import { type AnyNode, type Element, isTag, isText } from 'domhandler';
import { DomUtils } from 'htmlparser2';
import type { Piece } from '../../text/piece.js';
import { tablePieces } from '../../text/table-pieces.js';
import { headerRows, tableRows } from './table-rows.js';
import { BLOCKS, SILENT } from './tag-names.js';

/**
 * The text of nodes as a person reads it, piece by piece: list items are led by a dash, the cells of
 * a table row parted by " | ".
 */
export function contentPieces(nodes: readonly AnyNode[]): Piece[] {
  const page: Page = { pieces: [], line: '', prefix: '', level: undefined };
  write(page, nodes);
  endBlock(page);
  return page.pieces;
}

interface Page {
  readonly pieces: Piece[];
  /** The block being written; its line breaks are meant. */
  line: string;
  /** What leads the next block: a dash for a list item, with blanks for its depth. */
  prefix: string;
  /** Of the heading being written. */
  level: number | undefined;
}

function write(page: Page, nodes: readonly AnyNode[], depth = 0): void {
  for (const node of nodes) {
    if (isText(node)) page.line += node.data.replace(/\s+/g, ' ');
    else if (isTag(node)) writeElement(page, node, depth);
  }
}

function writeElement(page: Page, element: Element, depth: number): void {
  const { name } = element;
  if (SILENT.has(name)) return;
  if (name === 'br') page.line += '\n';
  else if (name === 'pre') writeVerbatim(page, element);
  else if (name === 'li') writeItem(page, element, depth);
  else if (name === 'table') writeTable(page, element, depth);
  else if (BLOCKS.has(name)) {
    endBlock(page);
    const list = name === 'ul' || name === 'ol';
    const heading = /^h([1-6])$/.exec(name)?.[1];
    if (heading !== undefined) page.level = Number(heading);
    write(page, element.children, list ? depth + 1 : depth);
    endBlock(page);
    page.level = undefined;
  } else write(page, element.children, depth);
}

function writeVerbatim(page: Page, element: Element): void {
  endBlock(page);
  const text = DomUtils.textContent(element).replace(/^\n+|\s+$/g, '');
  if (text !== '') page.pieces.push({ kind: 'code', text });
}

function writeItem(page: Page, element: Element, depth: number): void {
  endBlock(page);
  page.prefix = `${'  '.repeat(Math.max(0, depth - 1))}- `;
  write(page, element.children, Math.max(1, depth));
  endBlock(page);
  page.prefix = '';
}

function writeTable(page: Page, element: Element, depth: number): void {
  endBlock(page);
  const rows = tableRows(element);
  if (rows === undefined) write(page, element.children, depth);
  else page.pieces.push(...tablePieces(rows, { headers: headerRows(element) }));
  endBlock(page);
}

function endBlock(page: Page): void {
  const text = page.line
    .split('\n')
    .map((line) => line.replace(/[ \u00a0\u200b]+/g, ' ').trim())
    .join('\n')
    .replace(/\n{2,}/g, '\n\n')
    .trim();
  page.line = '';
  if (text === '') return;
  page.pieces.push(pieceOf(page, text));
  page.prefix = '';
}

function pieceOf({ pieces, prefix, level }: Page, text: string): Piece {
  if (prefix !== '') {
    // The items of a list stand close together, everything else apart.
    const close = /(?:^|\n) *- [^\n]*$/.test(pieces.at(-1)?.text ?? '');
    return { kind: 'list-item', text: prefix + text, close };
  }
  return level === undefined ? { kind: 'paragraph', text } : { kind: 'heading', text, level };
}
