import type { Piece } from '../../text/piece.js';
import { tablePieces } from '../../text/table-pieces.js';
import type { Archive } from '../archive/open-archive.js';
import { readXml, type XmlAttributes } from '../archive/read-xml.js';

type Placeholder = 'title' | 'list' | 'none' | 'skipped';

/** The text of a slide, or of its notes: its title first, then shapes and tables in their order. */
export async function slidePieces(archive: Archive, name: string): Promise<Piece[]> {
  const slide: Slide = {
    titles: [],
    pieces: [],
    place: 'none',
    paragraph: undefined,
    rows: [],
    cell: undefined,
  };
  await readXml(archive, name, {
    open: (element, attributes) => openElement(slide, element, attributes),
    close: (element) => closeElement(slide, element),
    text: (text) => {
      if (slide.paragraph?.reading) slide.paragraph.text += text;
    },
  });
  return [...slide.titles, ...slide.pieces];
}

interface Slide {
  readonly titles: Piece[];
  readonly pieces: Piece[];
  /** What the shape that is read stands for. */
  place: Placeholder;
  paragraph: { text: string; level: number; reading: boolean } | undefined;
  rows: string[][];
  /** Paragraphs of the cell that is read. */
  cell: string[] | undefined;
}

function openElement(slide: Slide, element: string, attributes: XmlAttributes): void {
  const { paragraph } = slide;
  switch (element) {
    case 'sp':
      slide.place = 'none';
      return;
    case 'ph':
      slide.place = placeOf(attributes.get('type'));
      return;
    case 'tbl':
      slide.rows = [];
      return;
    case 'tr':
      slide.rows.push([]);
      return;
    case 'tc':
      slide.cell = [];
      return;
    case 'p':
      slide.paragraph = { text: '', level: 0, reading: false };
      return;
    case 'pPr':
      if (paragraph !== undefined) paragraph.level = Number(attributes.get('lvl') ?? 0);
      return;
    case 't':
      if (paragraph !== undefined) paragraph.reading = true;
      return;
    case 'br':
      if (paragraph !== undefined) paragraph.text += '\n';
      return;
  }
}

function closeElement(slide: Slide, element: string): void {
  switch (element) {
    case 't':
      if (slide.paragraph !== undefined) slide.paragraph.reading = false;
      return;
    case 'p':
      endParagraph(slide);
      return;
    case 'tc':
      slide.rows.at(-1)?.push(slide.cell?.join(' ') ?? '');
      slide.cell = undefined;
      return;
    case 'tbl':
      slide.pieces.push(...tablePieces(slide.rows, {}));
      return;
    case 'sp':
      slide.place = 'none';
      return;
  }
}

/** Dates, footers and numbers stand on every slide and say nothing about it (ECMA-376, 19.7.10). */
function placeOf(type: string | undefined): Placeholder {
  if (type === 'title' || type === 'ctrTitle') return 'title';
  if (/^(?:sldNum|dt|ftr|hdr|sldImg)$/.test(type ?? '')) return 'skipped';
  return type === undefined || type === 'body' || type === 'obj' ? 'list' : 'none';
}

function endParagraph(slide: Slide): void {
  const { paragraph, place } = slide;
  slide.paragraph = undefined;
  const text = paragraph?.text.replace(/[^\S\n]+/g, ' ').trim() ?? '';
  if (paragraph === undefined || text === '' || place === 'skipped') return;
  if (slide.cell !== undefined) slide.cell.push(text.replace(/\n/g, ' '));
  else if (place === 'title') slide.titles.push({ kind: 'heading', text, level: 1 });
  else if (place === 'list') {
    const close = slide.pieces.at(-1)?.kind === 'list-item';
    const item = `${'  '.repeat(paragraph.level)}- ${text}`;
    slide.pieces.push({ kind: 'list-item', text: item, close });
  } else slide.pieces.push({ kind: 'paragraph', text });
}
