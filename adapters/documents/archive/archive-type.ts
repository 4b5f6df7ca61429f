import { unreadable } from '../unreadable.js';
import type { Archive } from './open-archive.js';

export type ArchiveType = 'docx' | 'pptx' | 'spreadsheet' | 'odt' | 'odp' | 'epub';

const MIMETYPES: readonly (readonly [string, ArchiveType])[] = [
  ['application/epub+zip', 'epub'],
  ['application/vnd.oasis.opendocument.text', 'odt'],
  ['application/vnd.oasis.opendocument.presentation', 'odp'],
  ['application/vnd.oasis.opendocument.spreadsheet', 'spreadsheet'],
];

/** What kind of document an archive is, by the files in it. */
export async function archiveType(archive: Archive): Promise<ArchiveType> {
  if (archive.has('word/document.xml')) return 'docx';
  if (archive.has('ppt/presentation.xml')) return 'pptx';
  if (archive.has('xl/workbook.xml') || archive.has('xl/workbook.bin')) return 'spreadsheet';
  if (archive.has('META-INF/container.xml')) return 'epub';
  const mimetype = archive.has('mimetype') ? String(await archive.bytes('mimetype')).trim() : '';
  const type = MIMETYPES.find(([start]) => mimetype.startsWith(start))?.[1];
  if (type !== undefined) return type;
  throw unreadable('is a ZIP archive: unpack it and add the files in it one by one');
}
