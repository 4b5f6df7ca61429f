import { type AnyNode, type Element, isTag, isText } from 'domhandler';
import { DomUtils } from 'htmlparser2';
import { tableRows } from './table-rows.js';
import { BLOCKS, SILENT } from './tag-names.js';

/**
 * The text of nodes as a person reads it: paragraphs parted by blank lines, list items led by a
 * dash, the cells of a table row parted by " | ".
 */
export function contentText(nodes: readonly AnyNode[]): string {
  const page: Page = { blocks: [], line: '', prefix: '' };
  write(page, nodes);
  endBlock(page);
  return page.blocks.join('').trim();
}

interface Page {
  readonly blocks: string[];
  /** The block being written; its line breaks are meant. */
  line: string;
  /** What leads the next block: a dash for a list item, with blanks for its depth. */
  prefix: string;
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
    write(page, element.children, list ? depth + 1 : depth);
    endBlock(page);
  } else write(page, element.children, depth);
}

function writeVerbatim(page: Page, element: Element): void {
  endBlock(page);
  const text = DomUtils.textContent(element).replace(/^\n+|\s+$/g, '');
  if (text !== '') page.blocks.push(`\n\n${text}`);
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
  else page.blocks.push(`\n\n${rows.map((cells) => cells.join(' | ')).join('\n')}`);
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
  // The items of a list stand close together, everything else apart.
  const close = page.prefix !== '' && /(?:^|\n) *- [^\n]*$/.test(page.blocks.at(-1) ?? '');
  page.blocks.push(`${close ? '\n' : '\n\n'}${page.prefix}${text}`);
  page.prefix = '';
}
