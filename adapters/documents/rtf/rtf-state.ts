import type { Piece } from '../../text/piece.js';
import { codePageOf, decodeBytes } from './rtf-charsets.js';

/** What a group changes for what is in it. */
export interface Group {
  /** Where its text goes: into the document, into a table of the header, or nowhere. */
  readonly destination: Destination;
  readonly codePage: number;
  /** Characters that stand in for the one before them, in programs without Unicode. */
  readonly fallback: number;
  readonly style: number | undefined;
  readonly deleted: boolean;
}

export type Destination = 'body' | 'fonts' | 'styles' | 'title' | 'marker' | 'nowhere';

export interface RtfState {
  readonly pieces: Piece[];
  readonly groups: Group[];
  group: Group;
  /** Bytes of the document's character set that make up characters together. */
  bytes: number[];
  /** Stand-ins still to come. */
  skip: number;
  line: string;
  inList: boolean;
  outline: number | undefined;
  row: string[];
  rowsOpen: boolean;
  readonly fonts: Map<number, number>;
  font: number;
  readonly headings: Map<number, number>;
  styleName: string;
  defaultCodePage: number;
  title: string;
}

export function newState(): RtfState {
  return {
    pieces: [],
    groups: [],
    group: { destination: 'body', codePage: 1252, fallback: 1, style: undefined, deleted: false },
    bytes: [],
    skip: 0,
    line: '',
    inList: false,
    outline: undefined,
    row: [],
    rowsOpen: false,
    fonts: new Map(),
    font: 0,
    headings: new Map(),
    styleName: '',
    defaultCodePage: 1252,
    title: '',
  };
}

/** Text goes where its group belongs. */
export function addText(state: RtfState, text: string): void {
  const { destination, deleted } = state.group;
  if (destination === 'body' && !deleted) state.line += text;
  else if (destination === 'title') state.title += text;
  else if (destination === 'styles') addStyleName(state, text);
}

/** Bytes come one by one; those of one character are only known together. */
export function flushBytes(state: RtfState): void {
  if (state.bytes.length === 0) return;
  const text = decodeBytes(state.bytes, state.group.codePage);
  state.bytes = [];
  addText(state, text);
}

/** Styles named "heading 1" to "heading 9" make headings; their names are the same in every language. */
function addStyleName(state: RtfState, text: string): void {
  state.styleName += text;
  if (!text.includes(';')) return;
  const level = /^heading (\d)/i.exec(state.styleName.trim())?.[1];
  const { style } = state.group;
  if (level !== undefined && style !== undefined) state.headings.set(style, Number(level));
  state.styleName = '';
}

export function defineFont(state: RtfState, charset: number): void {
  const codePage = codePageOf(charset);
  if (codePage !== undefined) state.fonts.set(state.font, codePage);
}

export function useFont(state: RtfState, font: number): void {
  state.font = font;
  if (state.group.destination === 'fonts') return;
  state.group = { ...state.group, codePage: state.fonts.get(font) ?? state.defaultCodePage };
}
