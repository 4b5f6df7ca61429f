import { z } from 'zod';
import type { ItemWithResult } from '../contracts/batch-store.js';
import type { CompareScheduledInput } from '../contracts/schedule-steps.js';
import type { BatchNews, NewSinceLastRun } from '../contracts/schedules.js';
import type { Services } from '../contracts/services.js';
import { type Findings, newSince } from '../domain/schedules/new-since.js';

type CompareServices = Pick<Services, 'schedules' | 'batches' | 'runs'>;

/** Items that are read at a time: results may be large. */
const PAGE_SIZE = 50;
/** Questions of a batch of which it is kept what is new in them; the others are counted. */
const MOST_ITEMS = 500;

/** Keeps what is new in a completed run of a schedule since the completed one before; there may be none. */
export async function compareScheduled(
  services: CompareServices,
  { scheduleId, id }: CompareScheduledInput,
): Promise<void> {
  const { schedules, runs, batches } = services;
  const before = await schedules.lastCompletedBefore(scheduleId, id);
  if (before === undefined) return;
  const run = await runs.find(id);
  if (run?.status === 'completed') {
    const earlier = await runs.find(before);
    const news = compare(earlier?.result, run.result, before);
    if (news !== undefined) await schedules.keepNews(scheduleId, id, news);
  } else if ((await batches.find(id))?.status === 'completed') {
    await schedules.keepNews(scheduleId, id, await compareBatches(services, before, id));
  }
}

async function compareBatches(
  { batches }: CompareServices,
  before: string,
  now: string,
): Promise<BatchNews> {
  const items: BatchNews['items'] = [];
  let unchanged = 0;
  let left_out = 0;
  for (let after = 0; ; after += PAGE_SIZE) {
    const page = await batches.results(now, after, PAGE_SIZE);
    if (page.length === 0) break;
    const earlier = await batches.results(before, after, PAGE_SIZE);
    const known = new Map(earlier.map((item) => [item.position, item]));
    for (const item of page) {
      const news = compareItems(known.get(item.position), item);
      if (news === undefined || item.runId === null) continue;
      if (!hasNews(news)) unchanged += 1;
      else if (items.length === MOST_ITEMS) left_out += 1;
      else items.push({ position: item.position, query: item.title, session_id: item.runId, news });
    }
  }
  return { compared_with: before, unchanged, left_out, items };
}

function compareItems(
  before: ItemWithResult | undefined,
  now: ItemWithResult,
): NewSinceLastRun | undefined {
  const both = before?.status === 'completed' && now.status === 'completed';
  return both && before.runId !== null
    ? compare(before.result, now.result, before.runId)
    : undefined;
}

/** Undefined for results in a shape that cannot be compared. */
function compare(before: unknown, now: unknown, comparedWith: string): NewSinceLastRun | undefined {
  const [earlier, later] = [findingsOf(before), findingsOf(now)];
  if (earlier === undefined || later === undefined) return undefined;
  return { compared_with: comparedWith, ...newSince(earlier, later) };
}

function hasNews({ compared_with: _, ...lists }: NewSinceLastRun): boolean {
  return Object.values(lists).some(({ length }) => length > 0);
}

const Claims = z.array(z.object({ text: z.string() }));
const Result = z.union([
  z.object({
    claims: Claims,
    sources: z.array(z.object({ url: z.string(), title: z.string(), snippet: z.string() })),
  }),
  z.object({
    claims: Claims,
    citations: z.array(z.object({ url: z.string(), title: z.string(), excerpt: z.string() })),
  }),
]);

/** The sources and sentences of a result, of a search or of research. */
function findingsOf(result: unknown): Findings | undefined {
  const parsed = Result.safeParse(result).data;
  if (parsed === undefined) return undefined;
  const sources =
    'sources' in parsed
      ? parsed.sources.map(({ snippet: text, ...source }) => ({ ...source, text }))
      : parsed.citations.map(({ excerpt: text, ...source }) => ({ ...source, text }));
  return { sources, sentences: parsed.claims.map(({ text }) => text) };
}
