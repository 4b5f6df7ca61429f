import { Readability } from '@mozilla/readability';
import type { Document } from 'domhandler';
import { parseDocument } from 'htmlparser2';
import { parseHTML } from 'linkedom';

/** What Mozilla's Readability takes for the main content; nothing when it finds none. */
export function readableContent(html: string): Document {
  const { document } = parseHTML(html);
  if (document.documentElement === null) return parseDocument('');
  const article = new Readability(document, {
    // Class names still tell an advertisement from a paragraph later on.
    keepClasses: true,
    disableJSONLD: true,
  }).parse();
  return parseDocument(article?.content ?? '');
}
