import { DocumentUrl } from '../../contracts/documents.js';
import { ReadBody } from './read-body.js';

/** An upload by address as the API takes it. */
export const DocumentUrlBody = DocumentUrl.extend({ url: ReadBody.shape.url });
