import { textTypeOf } from '../pages/media-type.js';
import type { DocumentFile, OpenFormat } from './open-format.js';
import { guessDelimiter } from './sheets/guess-delimiter.js';
import { unreadable } from './unreadable.js';

/** A file with fewer characters than this says nothing that could be found again. */
const LEAST_CHARS = 2;

/** Opens a document that is text, by what the text looks like; its name decides where that leaves a choice. */
export async function openText(file: DocumentFile, text: string): Promise<OpenFormat> {
  if (text.trim().length < LEAST_CHARS) throw unreadable('holds no text: add one that does');
  const extension = /\.([a-z0-9]+)$/i.exec(file.filename)?.[1]?.toLowerCase() ?? '';
  const type = textTypeOf(text, hintOf(extension, file.mediaType));
  switch (type) {
    case 'text/html':
    case 'application/xhtml+xml':
      return (await import('./read-html.js')).readHtml(file, text);
    case 'application/json':
      return (await import('./read-json.js')).readJson(file, text);
    case 'text/markdown':
      return (await import('./read-markdown.js')).readMarkdown(file, text);
    case 'text/plain':
      return isTable(extension, file.mediaType, text)
        ? (await import('./sheets/read-csv.js')).readCsv(file, text)
        : (await import('./read-plain-text.js')).readPlainText(file, text);
    default:
      throw unreadable(
        `is of the type ${type}, which is not read: add it as PDF, an office file, HTML, e-mail or text`,
      );
  }
}

function hintOf(extension: string, mediaType: string | undefined): string | null {
  if (/^(?:md|markdown|mdown)$/.test(extension)) return 'text/markdown';
  if (/^(?:txt|text|log|csv|tsv|tab)$/.test(extension)) return 'text/plain';
  return /^text\/(?:plain|csv|markdown)/.test(mediaType ?? '') ? (mediaType ?? null) : null;
}

/** Text named as a table is one; other text is when nearly all of its lines hold the same number of rarer signs. */
function isTable(extension: string, mediaType = '', text: string): boolean {
  const delimiter = guessDelimiter(text);
  if (/^(?:csv|tsv|tab)$/.test(extension) || /csv|tab-separated/.test(mediaType)) {
    return delimiter !== undefined || text.includes(',');
  }
  // Lines that are set in by tabs are no rows.
  const inner = guessDelimiter(text.replace(/^[ \t]+/gm, ''));
  return inner !== undefined && inner === delimiter && inner !== ',' && text.split('\n').length > 3;
}
