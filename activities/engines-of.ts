import type { Source } from '../contracts/search.js';
import type { Warning } from '../contracts/warnings.js';

/** How many engines were asked, and how many of them failed. */
export function enginesOf(sources: readonly Source[], warnings: readonly Warning[]) {
  const failed = new Set(
    warnings.filter(({ code }) => code === 'engine-failed').map(({ subject }) => subject),
  );
  const found = new Set(sources.map(({ engine }) => engine));
  return { failedEngines: failed.size, askedEngines: failed.size + found.size };
}
