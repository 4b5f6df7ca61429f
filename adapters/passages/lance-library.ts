// Must come first: see there.
import './quiet-lance.js';

export { connect, Index, MatchQuery } from '@lancedb/lancedb';
