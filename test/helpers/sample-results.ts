import type { ReportDocument } from '../../contracts/reports.js';
import type { ResearchCitation, ResearchResult } from '../../contracts/research.js';
import type { SearchResult, Source } from '../../contracts/search.js';
import type { ReportFacts } from '../../domain/reports/compose-report.js';
import { researchReport } from '../../domain/reports/research-report.js';

export const SESSION_ID = '550e8400-e29b-41d4-a716-446655440000';

export const LONG_URL = `https://example.org/archive/${'very-long-path-'.repeat(12)}?query=${'x'.repeat(180)}&page=2`;

const USAGE = { prompt_tokens: 900, completion_tokens: 100, total_tokens: 1_000, model_calls: 3 };

export const FACTS: ReportFacts = {
  id: SESSION_ID,
  kind: 'search',
  status: 'completed',
  query: 'How deep is Lake Baikal?',
  mode: 'balanced',
  created_at: '2026-11-25T10:30:00Z',
  completed_at: '2026-11-25T10:31:00Z',
};

export function sampleSource(changes: Partial<Source> = {}): Source {
  return {
    title: 'Lake Baikal',
    url: 'https://example.org/baikal',
    snippet: 'Lake Baikal is 1,642 metres deep.',
    relevance: 0.9,
    semantic_score: 0.9,
    final_score: 0.9,
    source_type: 'web',
    evidence: 'page',
    engine: 'searxng',
    published_at: '2024-05-02',
    page: null,
    ...changes,
  };
}

export function searchResult(changes: Partial<SearchResult> = {}): SearchResult {
  return {
    session_id: SESSION_ID,
    query: FACTS.query,
    answer: 'Lake Baikal is 1,642 metres deep [1]. It freezes in May [unverified].',
    sub_queries: [{ query: FACTS.query, intent: 'original', priority: 1 }],
    sources: [sampleSource(), sampleSource({ title: 'Angara', url: 'https://example.org/angara' })],
    mode: 'balanced',
    execution_time: 3.4,
    confidence: 0.8,
    model_used: 'llama3.2:3b',
    trace_url: null,
    grounding_score: 0.5,
    hallucination_count: 1,
    created_at: FACTS.created_at,
    citation_mapping: [
      {
        marker: 1,
        url: 'https://example.org/baikal',
        title: 'Lake Baikal',
        quote: 'Lake Baikal is 1,642 metres deep.',
      },
    ],
    claims: [
      {
        text: 'Lake Baikal is 1,642 metres deep.',
        verdict: 'supported',
        source: 1,
        quote: 'Lake Baikal is 1,642 metres deep.',
        score: 0.98,
      },
      { text: 'It freezes in May.', verdict: 'unsupported', source: null, quote: null, score: 0 },
    ],
    warnings: [],
    usage: USAGE,
    ...changes,
  };
}

export function sampleCitation(changes: Partial<ResearchCitation> = {}): ResearchCitation {
  return {
    source_id: '1',
    title: 'Lake Baikal',
    url: 'https://example.org/baikal',
    excerpt: 'Lake Baikal is 1,642 metres deep.',
    relevance: 0.9,
    source_type: 'web',
    evidence: 'page',
    published_at: '2024-05-02',
    page: null,
    read_at: '2026-11-25T10:30:10Z',
    ...changes,
  };
}

export function researchResult(changes: Partial<ResearchResult> = {}): ResearchResult {
  return {
    session_id: SESSION_ID,
    query: FACTS.query,
    plan: { original_query: FACTS.query, steps: [], estimated_time: 60, complexity: 'simple' },
    findings: '# The depth of Lake Baikal\n\nLake Baikal is 1,642 metres deep [1].',
    citations: [sampleCitation()],
    execution_time: 61.2,
    execution_steps: [
      {
        iteration: 1,
        steps: [1],
        queries: ['depth of Lake Baikal', 'Baikal survey'],
        pages_read: 7,
        sources_found: 9,
        coverage: [{ step_number: 1, state: 'covered', missing: '' }],
        dead_ends: [],
        judged_by: 'rules',
        tokens: 1_000,
        seconds: 20.5,
      },
    ],
    confidence: 0.8,
    model_used: 'llama3.2:3b',
    trace_url: null,
    mode: 'deep',
    grounding_score: 1,
    hallucination_count: 0,
    claims: [
      {
        text: 'Lake Baikal is 1,642 metres deep.',
        verdict: 'supported',
        source: 1,
        quote: 'Lake Baikal is 1,642 metres deep.',
        score: 0.98,
      },
    ],
    contradictions: [
      {
        topic: 'Depth',
        first: { source_id: '1', quote: '1,642 metres deep' },
        second: { source_id: '2', quote: '1,637 metres deep' },
      },
    ],
    open_questions: ['When was it measured?'],
    suggested_follow_ups: [],
    ended_by: 'coverage',
    warnings: [{ code: 'page-unreadable', message: 'A page could not be read.' }],
    usage: USAGE,
    created_at: FACTS.created_at,
    ...changes,
  };
}

/** Sources 1 to `count`, each with a title and an address of its own. */
export function citations(count: number): ResearchCitation[] {
  return Array.from({ length: count }, (_, index) => {
    const number = index + 1;
    const url = `https://example.org/page/${number}`;
    return sampleCitation({ source_id: `${number}`, title: `Page number ${number}`, url });
  });
}

const WIDE_HEAD = [
  'Lake',
  'Depth',
  'Area',
  'Volume',
  'Country',
  'Rivers',
  'Islands',
  'Fish',
  'Link',
];

/** Everything that is hard to set: a wide table, a long address, many scripts, 200 sources, hostile signs. */
export function hardReport(changes: Partial<ReportFacts> = {}): ReportDocument {
  const many = citations(200);
  const findings = `# Lakes of the world: 世界の湖

Lake Baikal is **1,642 metres** deep [1, 2] and holds a *fifth* of the fresh water [3-5]. See ${LONG_URL} for more. It freezes in May [unverified]. It is 900 metres deep [contradicted by 2].

## Scripts

バイカル湖は世界で最も深い湖である。深さは1,642メートルで、面積は31,722平方キロメートルである [6]。

بحيرة بايكال هي أعمق بحيرة في العالم، وعمقها 1,642 متراً (انظر المصدر) [7]. وتقع في جنوب سيبيريا في روسيا، وهي أقدم بحيرة في العالم إذ يعود تاريخها إلى 25 مليون سنة.

ימת באיקל היא העמוקה בעולם: 1,642 מטרים (Lake Baikal) [8].

बैकाल झील दुनिया की सबसे गहरी झील है [9].

Озеро Байкал — самое глубокое [10]. Η λίμνη Βαϊκάλη [11]. 바이칼 호 [12]. ทะเลสาบไบคาล [13]. 贝加尔湖 [14]

## A wide table

| ${WIDE_HEAD.join(' | ')} |
| ${WIDE_HEAD.map(() => '---').join(' | ')} |
| Baikal | 1,642 m | 31,722 km² | 23,615 km³ | Russia | 330 | 27 | 65 | ${LONG_URL} |
| Tanganyika | 1,470 m | 32,900 km² | 18,900 km³ | Tanzania, Zambia, Burundi, Congo | 25 | 3 | 250 | [page](https://example.org/t) |

## Lists and code

1. First
   - nested **bold**
   - [unsafe](javascript:alert(1)) and ![remote](https://tracker.example/x.png)
2. Second <script>alert(1)</script> <img src=x onerror=alert(1)>

> A quotation
> of two lines

\`\`\`js
const depth = 1642; // <b>not html</b>
\`\`\`

[1]: https://evil.example/

## Sources

1. A list that the model wrote itself`;
  return researchReport(
    { ...FACTS, ...changes },
    researchResult({
      findings,
      citations: [
        ...many.slice(0, 1).map((citation) => ({ ...citation, url: LONG_URL })),
        ...many.slice(1),
      ],
      claims: [
        { text: 'It freezes in May.', verdict: 'unsupported', source: null, quote: null, score: 0 },
        {
          text: 'It is 900 metres deep.',
          verdict: 'contradicted',
          source: 2,
          quote: 'The lake is 1,642 metres deep.',
          score: 0.9,
        },
      ],
    }),
  );
}
