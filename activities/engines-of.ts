import type { Source } from '../contracts/search.js';
import type { Warning } from '../contracts/warnings.js';

const FAILED: ReadonlySet<string> = new Set(['engine-failed', 'documents-not-searched']);

/** How many engines were asked, and how many of them failed. */
export function enginesOf(sources: readonly Source[], warnings: readonly Warning[]) {
  const failed = new Set(
    warnings.filter(({ code }) => FAILED.has(code)).map(({ subject }) => subject),
  );
  const found = new Set(sources.map(({ engine }) => engine));
  return { failedEngines: failed.size, askedEngines: failed.size + found.size };
}
