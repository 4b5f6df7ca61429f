import type { Piece } from '../../text/piece.js';
import { tablePieces } from '../../text/table-pieces.js';
import { PAGE_BREAK } from '../page-breaks.js';
import {
  addText,
  type Destination,
  defineFont,
  flushBytes,
  newState,
  type RtfState,
  useFont,
} from './rtf-state.js';
import { type RtfToken, rtfTokens } from './rtf-tokens.js';

const CHARACTERS: Record<string, string> = {
  tab: ' ',
  line: '\n',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  emspace: ' ',
  enspace: ' ',
};
const DESTINATIONS: Record<string, Destination> = {
  fonttbl: 'fonts',
  stylesheet: 'styles',
  title: 'title',
  listtext: 'marker',
  pntext: 'marker',
};
const UNREAD = new Set(
  (
    'colortbl info pict object objdata header headerl headerr headerf footer footerl footerr footerf fldinst ' +
    'author operator keywords comment doccomm subject company manager category datafield xe tc themedata ' +
    'nonshppict annotation atnid atnauthor listtable listoverridetable rsidtbl generator xmlnstbl latentstyles'
  ).split(' '),
);

/** The text of a file in Rich Text Format, with a sign where its author began a page, and its title. */
export function rtfPieces(source: string): { readonly pieces: Piece[]; readonly title: string } {
  const state = newState();
  const rows: Rows = { rows: [] };
  for (const token of rtfTokens(source)) take(state, rows, token);
  flushBytes(state);
  endParagraph(state, rows);
  endTable(state, rows);
  return { pieces: state.pieces, title: state.title.trim() };
}

interface Rows {
  rows: string[][];
}

function take(state: RtfState, rows: Rows, token: RtfToken): void {
  if (token.type === 'byte') {
    if (state.skip > 0) state.skip -= 1;
    else state.bytes.push(token.value);
    return;
  }
  if (token.type === 'text' && state.skip > 0) {
    const rest = token.text.slice(state.skip);
    state.skip = Math.max(0, state.skip - token.text.length);
    addText(state, rest);
    return;
  }
  // A character of two bytes may be written as a sign and a letter.
  if (token.type === 'text' && state.bytes.length > 0 && state.group.codePage < 1000) {
    state.bytes.push(...Buffer.from(token.text, 'latin1'));
    return;
  }
  flushBytes(state);
  switch (token.type) {
    case 'open':
      state.groups.push(state.group);
      return;
    case 'close':
      state.skip = 0;
      state.group = state.groups.pop() ?? state.group;
      return;
    case 'text':
      addText(state, token.text);
      return;
    case 'word':
      takeWord(state, rows, token.name, token.value);
  }
}

function takeWord(state: RtfState, rows: Rows, name: string, value: number | undefined): void {
  const character = CHARACTERS[name];
  if (character !== undefined) addText(state, character);
  else if (name === 'u') takeUnicode(state, value ?? 0);
  else if (state.group.destination === 'body' && takeLayout(state, rows, name, value)) return;
  else takeSetting(state, name, value);
}

function takeUnicode(state: RtfState, value: number): void {
  addText(state, String.fromCharCode(value < 0 ? value + 65_536 : value));
  state.skip = state.group.fallback;
}

/** Words that end or shape a block of text. */
function takeLayout(state: RtfState, rows: Rows, name: string, value: number | undefined): boolean {
  switch (name) {
    case 'par':
    case 'sect':
      endParagraph(state, rows);
      return true;
    case 'page':
      state.line += PAGE_BREAK;
      return true;
    case 'pard':
      state.outline = undefined;
      state.inList = false;
      state.rowsOpen = false;
      state.group = { ...state.group, style: undefined };
      return true;
    case 'intbl':
      state.rowsOpen = true;
      return true;
    case 'cell':
    case 'nestcell':
      state.row.push(state.line.replace(/\s+/g, ' ').trim());
      state.line = '';
      return true;
    case 'row':
    case 'nestrow':
      rows.rows.push(state.row);
      state.row = [];
      return true;
    case 'outlinelevel':
      state.outline = value === undefined || value > 8 ? undefined : value + 1;
      return true;
    default:
      return false;
  }
}

function takeSetting(state: RtfState, name: string, value: number | undefined): void {
  const destination = DESTINATIONS[name];
  if (name === '*' || UNREAD.has(name)) enter(state, 'nowhere');
  else if (destination !== undefined) {
    enter(state, destination);
    if (destination === 'marker') state.inList = true;
  } else if (name === 'ansicpg' && value !== undefined) {
    state.defaultCodePage = value;
    state.group = { ...state.group, codePage: value };
  } else if (name === 'uc') state.group = { ...state.group, fallback: value ?? 1 };
  else if (name === 'f' && value !== undefined) useFont(state, value);
  else if (name === 'fcharset' && value !== undefined) defineFont(state, value);
  else if (name === 's') state.group = { ...state.group, style: value };
  else if (name === 'deleted') state.group = { ...state.group, deleted: value !== 0 };
}

/** What is nowhere stays there, but for the title, which stands among the properties that are not read. */
function enter(state: RtfState, destination: Destination): void {
  const { destination: outer } = state.group;
  if (outer === 'nowhere' && destination !== 'title') return;
  state.group = { ...state.group, destination };
}

function endParagraph(state: RtfState, rows: Rows): void {
  const { rowsOpen, inList, outline, group } = state;
  const text = state.line.replace(/[^\S\n]+/g, ' ').trim();
  // A cell of several paragraphs is ended by its own sign.
  if (rowsOpen) {
    state.line = `${text} `;
    return;
  }
  state.line = '';
  if (text === '') return;
  endTable(state, rows);
  const level = outline ?? state.headings.get(group.style ?? -1);
  if (level !== undefined) state.pieces.push({ kind: 'heading', text, level });
  else if (inList) {
    const close = state.pieces.at(-1)?.kind === 'list-item';
    state.pieces.push({ kind: 'list-item', text: `- ${text}`, close });
  } else state.pieces.push({ kind: 'paragraph', text });
  state.inList = false;
}

function endTable(state: RtfState, rows: Rows): void {
  state.pieces.push(...tablePieces(rows.rows, {}));
  rows.rows = [];
}
