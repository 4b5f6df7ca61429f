import type { DocumentPage } from '../../../contracts/document-parsing.js';
import { joinPieces } from '../../text/join-pieces.js';
import type { Piece } from '../../text/piece.js';
import { leftOut } from '../archive/left-out.js';
import type { Archive } from '../archive/open-archive.js';
import { readXml } from '../archive/read-xml.js';
import { checkPageCount, flowDocument } from '../flow-document.js';
import type { DocumentFile, OpenFormat } from '../open-format.js';
import { coreTitle } from './core-title.js';
import { checkOdfLock } from './odf-lock.js';
import { odfText } from './odf-text.js';
import { notesOf } from './read-pptx.js';

/** An OpenDocument presentation: slides with their titles, lists, tables and notes. */
export async function readOdp(file: DocumentFile, archive: Archive): Promise<OpenFormat> {
  await checkOdfLock(archive);
  const pages = await slidesOf(archive);
  checkPageCount(pages.length, file);
  return flowDocument(file, {
    mediaType: 'application/vnd.oasis.opendocument.presentation',
    title: (await coreTitle(archive)) ?? pages[0]?.label ?? undefined,
    pages,
    warnings: leftOut(archive),
  });
}

interface Slides {
  readonly pages: DocumentPage[];
  title: Piece[];
  body: Piece[];
  /** What the frame that is read stands for. */
  role: string | undefined;
  inNotes: boolean;
}

async function slidesOf(archive: Archive): Promise<DocumentPage[]> {
  const reader = odfText();
  const slides: Slides = { pages: [], title: [], body: [], role: undefined, inNotes: false };
  await readXml(archive, 'content.xml', {
    open(name, attributes) {
      if (name === 'frame' || name === 'notes') settle(slides, reader.take());
      if (name === 'frame' && !slides.inNotes) slides.role = attributes.get('presentation:class');
      if (name === 'notes') slides.inNotes = true;
      reader.open?.(name, attributes);
    },
    text: (text) => reader.text?.(text),
    close(name) {
      reader.close?.(name);
      if (name === 'frame' || name === 'notes' || name === 'page') settle(slides, reader.take());
      if (name === 'frame') slides.role = undefined;
      if (name === 'notes') slides.inNotes = false;
      if (name === 'page') endSlide(slides);
    },
  });
  return slides.pages;
}

/** Puts what was read since the last frame in its place on the slide. */
function settle({ title, body, role, inNotes }: Slides, pieces: readonly Piece[]): void {
  if (inNotes) body.push(...notesOf(pieces));
  else if (role === 'title') title.push(...pieces.map(headingOf));
  else body.push(...pieces);
}

function endSlide(slides: Slides): void {
  slides.pages.push(slideOf([...slides.title, ...slides.body], slides.pages.length + 1));
  slides.title = [];
  slides.body = [];
}

function headingOf({ text }: Piece): Piece {
  return { kind: 'heading', text: text.replace(/^\s*- /, ''), level: 1 };
}

function slideOf(pieces: readonly Piece[], number: number): DocumentPage {
  const label = pieces.find(({ kind }) => kind === 'heading')?.text.replace(/\s+/g, ' ') ?? null;
  return { number, label, kind: 'slide', ...joinPieces(pieces), trail: [] };
}
