import { SearchRequest } from '../../contracts/search.js';
import { Question } from './question.js';

/** A search request as the API takes it. */
export const SearchBody = SearchRequest.extend({ query: Question });
