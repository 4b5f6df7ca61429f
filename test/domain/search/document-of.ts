import type { EvidenceDocument } from '../../../contracts/evidence.js';

/** A page with what matters to a test and plain values for the rest. */
export function documentOf(parts: Partial<EvidenceDocument>): EvidenceDocument {
  return {
    url: `https://example.org/${encodeURIComponent(parts.title ?? 'page')}`,
    title: 'A page',
    snippet: '',
    engine: 'test',
    sourceType: 'web',
    evidence: 'page',
    text: '',
    publishedAt: null,
    fusedScore: 1 / 61,
    ...parts,
  };
}
