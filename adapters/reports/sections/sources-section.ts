import type { ReportDocument, ReportSource } from '../../../contracts/reports.js';
import { type Block, BREAK, type Span } from '../blocks/block.js';
import { safeLink } from '../blocks/safe-link.js';
import { sourceAnchor } from '../blocks/split-citations.js';
import type { Section } from './findings-sections.js';
import { timeWords } from './words.js';

/** The numbered sources; each is reached from its citations and leads back to them. */
export function sourcesSection(
  { sources }: ReportDocument,
  citations: ReadonlyMap<string, readonly string[]>,
): Section {
  const blocks = sources.map((source): Block => {
    const anchor = sourceAnchor(source.number);
    return {
      kind: 'source',
      number: source.number,
      anchor,
      spans: [...entryOf(source), ...backLinks(citations.get(anchor) ?? [])],
    };
  });
  return { heading: 'Sources', blocks };
}

function entryOf(source: ReportSource): Span[] {
  const href = safeLink(source.url);
  const link = href === undefined ? {} : { href };
  const address: Span[] = source.title === source.url ? [] : [BREAK, { text: source.url, ...link }];
  const quote: Span[] =
    source.excerpt === null ? [] : [BREAK, { text: `“${source.excerpt}”`, italic: true }];
  return [
    { text: source.title, bold: true, ...link },
    { text: ` — ${factsOf(source)}`, quiet: true },
    ...address,
    ...quote,
  ];
}

function factsOf({
  source_type,
  evidence,
  published_at,
  page,
  page_label,
  read_at,
  cited,
}: ReportSource): string {
  return [
    source_type === 'web' ? [] : [source_type],
    evidence === 'snippet' ? ['snippet of a search engine only'] : [],
    page === null ? [] : [page_label ? `page ${page} (${page_label})` : `page ${page}`],
    published_at === null ? [] : [`published ${timeWords(published_at)}`],
    read_at === null ? [] : [`read ${timeWords(read_at)}`],
    cited ? ['cited'] : ['not cited'],
  ]
    .flat()
    .join(', ');
}

function backLinks(anchors: readonly string[]): Span[] {
  if (anchors.length === 0) return [];
  const links = anchors.map((target, index): Span => ({ text: `${index + 1}`, target }));
  const spaced = links.flatMap((link, index) => (index === 0 ? [link] : [{ text: ' ' }, link]));
  return [BREAK, { text: 'Back to the text: ', quiet: true }, ...spaced];
}
