import { z } from 'zod';
import type { EvidenceDocument } from '../../contracts/evidence.js';
import type { SubQuery } from '../../contracts/search.js';
import { bridgeQueries } from '../../domain/search/bridge-queries.js';
import { type HitList, type MergedHit, mergeHits } from '../../domain/search/merge-hits.js';
import { planByRules } from '../../domain/search/plan-by-rules.js';
import { rankSources } from '../../domain/search/rank-sources.js';
import { searchBudget } from '../../domain/search/search-budget.js';
import { selectPassages } from '../../domain/search/select-passages.js';

export interface Found {
  readonly urls: readonly string[];
  /** Everything the search shows of its sources. */
  readonly text: string;
}

export type Page = Pick<EvidenceDocument, 'title' | 'text'>;

const Results = z.object({
  results: z.array(z.object({ url: z.string(), title: z.string(), content: z.string() })),
});

const PASSAGES = 120;

/** The steps of a search in mode balanced, without the product around them: plan, search, read, bridge, rank. */
export async function searchBox(box: string, question: string): Promise<Found> {
  const budget = searchBudget('balanced', null, null);
  const pages = new Map<string, Page>();
  let documents: EvidenceDocument[] = [];
  let asked: readonly SubQuery[] = [];
  let lists: readonly HitList[] = [];
  let next: readonly SubQuery[] = planByRules(question).sub_queries;
  for (let round = 0; round <= budget.bridgeRounds && next.length > 0; round++) {
    asked = [...asked, ...next];
    lists = [...lists, ...(await Promise.all(next.map((query) => searchOne(box, query, budget))))];
    const merged = mergeHits(lists);
    await readNew(merged, pages, budget.pagesToRead);
    documents = merged.map((hit) => documentOf(hit, pages.get(hit.url)));
    next = bridgeQueries({ question, asked, documents, limit: budget.queriesPerRound });
  }
  return rank({ question, subQueries: asked, documents, maxSources: budget.maxSources });
}

export async function searchOne(
  box: string,
  query: SubQuery,
  { hitsPerQuery }: { hitsPerQuery: number },
): Promise<HitList> {
  const pages = Array.from({ length: Math.ceil(hitsPerQuery / 10) }, (_, at) => at + 1);
  const replies = await Promise.all(
    pages.map(async (page) => {
      const url = new URL('/search', box);
      url.search = new URLSearchParams({ q: query.query, page: String(page) }).toString();
      return Results.parse(await (await fetch(url)).json()).results;
    }),
  );
  const hits = replies.flat().slice(0, hitsPerQuery);
  return {
    query,
    hits: hits.map(({ url, title, content }) => ({ url, title, snippet: content, engine: 'box' })),
  };
}

/** Reads the best pages not read yet. */
export async function readNew(
  merged: readonly MergedHit[],
  pages: Map<string, Page>,
  most: number,
): Promise<void> {
  const fresh = merged.filter(({ url }) => !pages.has(url)).slice(0, most);
  await Promise.all(
    fresh.map(async ({ url }) => {
      pages.set(url, pageOf(await (await fetch(url)).text()));
    }),
  );
}

export function documentOf(hit: MergedHit, page: Page | undefined): EvidenceDocument {
  if (page === undefined)
    return { ...hit, text: hit.snippet, sourceType: 'web', evidence: 'snippet' };
  return { ...hit, ...page, sourceType: 'web', evidence: 'page' };
}

/** The box writes plain pages: a title, and one element for each paragraph. */
function pageOf(html: string): Page {
  const inside = (tag: string): string[] =>
    [...html.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))].map(([, text = '']) =>
      plain(text),
    );
  return { title: inside('title')[0] ?? '', text: inside('p').join('\n\n') };
}

function plain(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&');
}

function rank(found: {
  readonly question: string;
  readonly subQueries: readonly SubQuery[];
  readonly documents: readonly EvidenceDocument[];
  readonly maxSources: number;
}): Found {
  const ranked = rankSources({
    ...found,
    passages: selectPassages({ ...found, limit: PASSAGES }),
    diversity: true,
    recency: false,
    queryAware: false,
    nowMs: Date.now(),
  });
  return {
    urls: ranked.map(({ source }) => source.url),
    text: ranked.flatMap(({ passages }) => passages.map(({ text }) => text)).join('\n'),
  };
}
