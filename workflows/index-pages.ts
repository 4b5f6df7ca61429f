import type { EditionInput, ParsedBundle, ParsedPages } from '../contracts/document-steps.js';
import { KEYWORD_SPACE } from '../contracts/passage-index.js';
import { about } from './about.js';
import { indexChunks, indexWithEmbedder, parseDocument } from './activities.js';
import { allOrNone } from './all-or-none.js';
import type { Tell } from './events.js';

/** Chunks that are written by a step that does not say how many. */
const BATCH = 64;

interface Indexing {
  readonly input: EditionInput;
  readonly useEmbedder: boolean;
  readonly tell: Tell;
}

interface Indexed {
  readonly space: string;
  readonly chunks: number;
}

/** Parses pages and indexes those before them meanwhile, until all are done. */
export async function indexPages({ input, useEmbedder, tell }: Indexing): Promise<Indexed> {
  const bundles: ParsedBundle[] = [];
  let space: string | null = null;
  let next = 0;

  tell('stage-start', { stage: 'parse' });
  let parsed = await parseOn();
  tell('stage-start', { stage: 'index' });
  for (;;) {
    if (parsed.pages >= parsed.totalPages) break;
    let more = parsed;
    const parseMore = async () => {
      more = await parseOn();
    };
    await allOrNone([parseMore, indexAll]);
    parsed = more;
  }
  await indexAll();
  return { space: space ?? KEYWORD_SPACE, chunks: countChunks(bundles) };

  async function parseOn(): Promise<ParsedPages> {
    const pages = await about(parseDocument, `from bundle ${bundles.length}`, {
      ...input,
      fromBundle: bundles.length,
    });
    bundles.push(...pages.bundles);
    return pages;
  }

  /** Bundles that are there by now; all of them anew when the embedding model has changed meanwhile. */
  async function indexAll(): Promise<void> {
    const known = bundles.length;
    while (next < known) {
      const bundle = bundles[next];
      if (bundle === undefined) return;
      const written = await indexBundle(bundle);
      const moved = space !== null && written !== null && written !== space;
      space = written ?? space;
      next = moved ? 0 : next + 1;
      const [done, total] = [bundle.lastPage, parsed.totalPages];
      tell('stage-progress', { stage: 'index', done, total });
    }
  }

  async function indexBundle({ chunksKey, chunks }: ParsedBundle): Promise<string | null> {
    let written: string | null = null;
    for (let from = 0; from < chunks; ) {
      const step = useEmbedder ? indexWithEmbedder.indexChunks : indexChunks;
      const { space, next = from + BATCH } = await step({
        ...input,
        chunksKey,
        from,
        to: chunks,
        useEmbedder,
      });
      written = space;
      from = next;
    }
    return written;
  }
}

function countChunks(bundles: readonly ParsedBundle[]): number {
  return bundles.reduce((sum, { chunks }) => sum + chunks, 0);
}
