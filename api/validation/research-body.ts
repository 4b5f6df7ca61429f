import { ResearchRequest } from '../../contracts/research.js';
import { Question } from './question.js';

/** A research request as the API takes it. */
export const ResearchBody = ResearchRequest.extend({ query: Question });
