import type { ServiceError } from '../../contracts/failures.js';
import type { PageContent } from '../../contracts/pages.js';
import { decodeText } from './decode-text.js';
import { binaryTypeOf, textTypeOf } from './media-type.js';
import type { ParseRequest } from './parse-request.js';
import { readHtml } from './read-html.js';
import { readPdf } from './read-pdf.js';
import { readPlainText } from './read-plain-text.js';
import { readXml } from './read-xml.js';
import { unreadable } from './unreadable.js';

/** Turns a body into a page by what it is, not by what its name or its server says. */
export async function parseBody(request: ParseRequest): Promise<PageContent> {
  const { body, contentType } = request;
  if (body.byteLength === 0) throw unreadable(request.url, 'is empty');

  const binary = await binaryTypeOf(body);
  if (binary === 'application/pdf') return readPdf(request);
  if (binary !== undefined) throw notText(request.url, binary);

  const text = decodeText(body, contentType);
  const mediaType = textTypeOf(text, contentType);
  switch (mediaType) {
    case 'text/html':
    case 'application/xhtml+xml':
      return readHtml({ ...request, mediaType, html: text });
    case 'application/xml':
    case 'application/rss+xml':
    case 'application/atom+xml':
      return readXml({ ...request, mediaType, xml: text });
    case 'text/plain':
    case 'text/markdown':
    case 'application/json':
      return readPlainText({ ...request, mediaType, text });
    default:
      throw notText(request.url, mediaType);
  }
}

function notText(url: string, mediaType: string): ServiceError {
  return unreadable(url, `is of the type ${mediaType}, which cannot be read as text`);
}
