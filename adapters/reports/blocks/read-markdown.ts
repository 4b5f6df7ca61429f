import MarkdownIt, { type Token } from 'markdown-it';
import type { Block, Blocks, Span } from './block.js';
import { readSpans } from './read-spans.js';

/** Deeper than this, what is nested stands beside what it is nested in. */
const DEEPEST = 6;

const parser = new MarkdownIt({ html: false, linkify: true, typographer: false });
// A definition of the text's own would turn the citation [1] into a link of its choice.
parser.disable('reference');
// Addresses are checked where they are read; refusing them here would leave their signs in the text.
parser.validateLink = () => true;
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false });

interface Reading {
  readonly tokens: readonly Token[];
  readonly sources: ReadonlySet<number>;
  at: number;
}

/** Markdown as blocks, HTML in it as mere text. Citations of the given sources lead to them. */
export function readMarkdown(text: string, sources: ReadonlySet<number>): Block[] {
  return readBlocks({ tokens: parser.parse(text, {}), sources, at: 0 }, 0);
}

/** Reads up to the end of the block that is open, and over it. */
function readBlocks(reading: Reading, depth: number): Block[] {
  const blocks: Block[] = [];
  for (;;) {
    const token = reading.tokens[reading.at++];
    if (token === undefined || token.nesting === -1) return blocks;
    blocks.push(...readBlock(reading, token, depth));
  }
}

function readBlock(reading: Reading, token: Token, depth: number): Blocks {
  switch (token.type) {
    case 'heading_open':
      return [{ kind: 'heading', level: Number(token.tag.slice(1)), spans: readText(reading) }];
    case 'paragraph_open':
      return [{ kind: 'paragraph', spans: readText(reading) }];
    case 'bullet_list_open':
    case 'ordered_list_open':
      return readList(reading, token, depth);
    case 'blockquote_open': {
      const blocks = readBlocks(reading, depth + 1);
      return depth < DEEPEST ? [{ kind: 'quote', blocks }] : blocks;
    }
    case 'fence':
    case 'code_block':
      return [{ kind: 'code', text: token.content.replace(/\n$/, '') }];
    case 'table_open':
      return [readTable(reading)];
    case 'hr':
      return [{ kind: 'rule' }];
    default:
      return token.nesting === 1 ? readBlocks(reading, depth) : [];
  }
}

function readList(reading: Reading, token: Token, depth: number): Blocks {
  const items: Block[][] = [];
  while (reading.tokens[reading.at++]?.type === 'list_item_open')
    items.push(readBlocks(reading, depth + 1));
  const start = Number(token.attrGet('start') ?? 1);
  const ordered = token.type === 'ordered_list_open';
  return depth < DEEPEST ? [{ kind: 'list', ordered, start, items }] : items.flat();
}

/** The text of a heading, a paragraph or a cell, up to its end and over it. */
function readText(reading: Reading): Span[] {
  const spans: Span[] = [];
  for (;;) {
    const token = reading.tokens[reading.at++];
    if (token === undefined || token.nesting === -1) return spans;
    if (token.type === 'inline') spans.push(...readSpans(token.children ?? [], reading.sources));
  }
}

function readTable(reading: Reading): Block {
  const rows: Span[][][] = [];
  for (;;) {
    const token = reading.tokens[reading.at++];
    if (token === undefined || token.type === 'table_close') break;
    if (token.type === 'tr_open') rows.push([]);
    if (token.type === 'th_open' || token.type === 'td_open') rows.at(-1)?.push(readText(reading));
  }
  const [head = [], ...body] = rows;
  return { kind: 'table', head, rows: body };
}
