import { DocumentQuery } from '../../contracts/document-query.js';
import { Question } from './question.js';

/** A query over documents as the API takes it. */
export const DocumentQueryBody = DocumentQuery.extend({ query: Question });
