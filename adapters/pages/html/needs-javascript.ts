import type { Document } from 'domhandler';
import { DomUtils } from 'htmlparser2';
import { contentText } from './content-text.js';
import { plainText } from './element-text.js';

/** Less text than this beside scripts is a frame that the scripts would fill. */
const FRAME_CHARS = 250;

/** Says whether a page looks like one that is empty until a browser runs its scripts. */
export function needsJavascript(document: Document): boolean {
  const scripts = DomUtils.getElementsByTagName('script', document, true);
  if (scripts.length === 0) return false;
  const asked = DomUtils.getElementsByTagName('noscript', document, true).some((element) =>
    /javascript/i.test(plainText(element)),
  );
  const length = contentText(document.children).length;
  return length < FRAME_CHARS || (asked && length < 4 * FRAME_CHARS);
}
