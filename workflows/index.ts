export { batchResearch } from './batch-research.js';
export { readPage } from './read-page.js';
export { renderReport } from './render-report.js';
export { research } from './research.js';
export { search } from './search.js';
export { searchPerplexity } from './search-perplexity.js';
export { verifyText } from './verify-text.js';
