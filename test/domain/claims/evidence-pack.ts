import type { EvidencePack, RankedSource } from '../../../contracts/evidence.js';
import type { Source } from '../../../contracts/search.js';

interface SourceText {
  readonly title: string;
  readonly passages: readonly string[];
  readonly url?: string;
}

/** A pack of sources with these passages, numbered in the order given. */
export function evidencePack(
  sources: readonly SourceText[],
  question = 'What is it?',
): EvidencePack {
  return { question, language: 'en', sources: sources.map(rankedSource) };
}

/** A source of the web, read as a page. */
export function webSource(title: string, url: string): Source {
  return {
    title,
    url,
    snippet: '',
    relevance: 0.5,
    semantic_score: 0.5,
    final_score: 0.5,
    source_type: 'web',
    evidence: 'page',
    engine: 'test',
    published_at: null,
    page: null,
  };
}

function rankedSource({ title, passages, url }: SourceText): RankedSource {
  return {
    source: webSource(title, url ?? `https://example.org/${title}`),
    passages: passages.map((text, index) => ({
      text,
      start: index * 10_000,
      end: index * 10_000 + text.length,
      page: null,
    })),
  };
}
