import type { SearchEngine } from '../contracts/search-engines.js';

/** Counts the requests that are made of engines, narrowed ones and repeated ones included. */
export function countQueries() {
  let asked = 0;
  return {
    asked: () => asked,
    of(engine: SearchEngine): SearchEngine {
      return {
        name: engine.name,
        search(query, signal) {
          asked += 1;
          return engine.search(query, signal);
        },
      };
    },
  };
}
