import { type Element, isTag } from 'domhandler';
import { DomUtils } from 'htmlparser2';
import { plainText } from './element-text.js';

/** A cell longer than this holds an article, not a value. */
const LONGEST_CELL_CHARS = 500;

/** The cells of a table that holds data, row by row; undefined for one that only lays out a page. */
export function tableRows(table: Element): string[][] | undefined {
  if (DomUtils.getElementsByTagName('table', table.children, true).length > 0) return undefined;
  const rows = rowsOf(table).map((row) => cellsOf(row).map((cell) => plainText(cell)));
  const columns = Math.max(0, ...rows.map((cells) => cells.length));
  const longest = Math.max(0, ...rows.flat().map((cell) => cell.length));
  return columns > 1 && longest <= LONGEST_CELL_CHARS ? rows : undefined;
}

/** How many rows a table begins with that it calls headers itself; undefined when it calls none so. */
export function headerRows(table: Element): number | undefined {
  const first = rowsOf(table).findIndex((row) => !isHeader(row));
  return first > 0 ? first : undefined;
}

function rowsOf(table: Element): Element[] {
  return DomUtils.getElementsByTagName('tr', table, true).filter((row) =>
    cellsOf(row).some((cell) => plainText(cell) !== ''),
  );
}

function cellsOf(row: Element): Element[] {
  return row.children.filter(isCell);
}

function isHeader(row: Element): boolean {
  const inHead = row.parent !== null && isTag(row.parent) && row.parent.name === 'thead';
  return inHead || cellsOf(row).every(({ name }) => name === 'th');
}

function isCell(node: Element['children'][number]): node is Element {
  return isTag(node) && (node.name === 'td' || node.name === 'th');
}
