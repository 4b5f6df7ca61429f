import { type Element, isTag } from 'domhandler';
import { DomUtils } from 'htmlparser2';
import { plainText } from './element-text.js';

/** A cell longer than this holds an article, not a value. */
const LONGEST_CELL_CHARS = 500;

/** The cells of a table that holds data, row by row; undefined for one that only lays out a page. */
export function tableRows(table: Element): string[][] | undefined {
  if (DomUtils.getElementsByTagName('table', table.children, true).length > 0) return undefined;
  const rows = DomUtils.getElementsByTagName('tr', table, true)
    .map((row) => row.children.filter(isCell).map((cell) => plainText(cell)))
    .filter((cells) => cells.some((cell) => cell !== ''));
  const columns = Math.max(0, ...rows.map((cells) => cells.length));
  const longest = Math.max(0, ...rows.flat().map((cell) => cell.length));
  return columns > 1 && longest <= LONGEST_CELL_CHARS ? rows : undefined;
}

function isCell(node: Element['children'][number]): boolean {
  return isTag(node) && (node.name === 'td' || node.name === 'th');
}
