import type { DocumentPage } from '../../../contracts/document-parsing.js';
import { joinPieces } from '../../text/join-pieces.js';
import type { Piece } from '../../text/piece.js';
import { leftOut } from '../archive/left-out.js';
import type { Archive } from '../archive/open-archive.js';
import { readXml } from '../archive/read-xml.js';
import { checkPageCount, flowDocument } from '../flow-document.js';
import type { DocumentFile, OpenFormat } from '../open-format.js';
import { coreTitle } from './core-title.js';
import { relationsOf } from './relations.js';
import { slidePieces } from './slide-pieces.js';

const PRESENTATION = 'ppt/presentation.xml';

/** A PowerPoint presentation: slides in the order in which they are shown, with their tables and notes. */
export async function readPptx(file: DocumentFile, archive: Archive): Promise<OpenFormat> {
  const names = await slideNames(archive);
  checkPageCount(names.length, file);
  const pages: DocumentPage[] = [];
  for (const [index, name] of names.entries())
    pages.push(await slidePage(archive, name, index + 1));
  return flowDocument(file, {
    mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    title: (await coreTitle(archive)) ?? pages[0]?.label ?? undefined,
    pages,
    warnings: leftOut(archive),
  });
}

async function slideNames(archive: Archive): Promise<string[]> {
  const order: string[] = [];
  await readXml(archive, PRESENTATION, {
    open(element, attributes) {
      // The slide's number is named `id` too, so the relation is told apart by how it looks.
      if (element === 'sldId') order.push(attributes.get('r:id') ?? '');
    },
  });
  const relations = await relationsOf(archive, PRESENTATION);
  const targets = new Map(relations.map(({ id, target }) => [id, target]));
  return order.flatMap((id) => targets.get(id) ?? []).filter(archive.has);
}

async function slidePage(archive: Archive, name: string, number: number): Promise<DocumentPage> {
  const pieces = await slidePieces(archive, name);
  for (const { type, target } of await relationsOf(archive, name)) {
    if (!archive.has(target)) continue;
    if (type === 'diagramData') pieces.push(...(await slidePieces(archive, target)));
    if (type === 'notesSlide') pieces.push(...notesOf(await slidePieces(archive, target)));
  }
  const label = pieces.find(({ kind }) => kind === 'heading')?.text.replace(/\s+/g, ' ') ?? null;
  return { number, label, kind: 'slide', ...joinPieces(pieces), trail: [] };
}

/** Notes are prose, whatever placeholder they were typed into. */
export function notesOf(pieces: readonly Piece[]): Piece[] {
  if (pieces.length === 0) return [];
  const paragraphs = pieces.map((piece) => ({
    kind: 'paragraph' as const,
    text: piece.text.replace(/^\s*- /, ''),
  }));
  return [{ kind: 'heading', text: 'Notes', level: 2 }, ...paragraphs];
}
