import { sql } from 'kysely';
import {
  type ModelUsage,
  USAGE_ROWS,
  type UsageLog,
  type UsedModel,
} from '../../contracts/model-usage.js';
import { callDatabase } from '../state/call-database.js';
import type { Database } from '../state/database.js';
import { storableText } from '../state/storable-json.js';

const EVERY_MS = 1_000;

interface Sum extends UsedModel {
  readonly requests: number;
}

/** The usage table: gathered here and written together once a second. */
export function createUsageLog({
  tables,
}: Pick<Database, 'tables'>): UsageLog & { close(): Promise<void> } {
  let gathered = new Map<string, Sum>();
  let timer: NodeJS.Timeout | undefined;

  return {
    note(used) {
      add({ ...used, requests: 1 });
      timer ??= setTimeout(() => void flush(), EVERY_MS).unref();
    },

    report: ({ from, to, owner }) =>
      callDatabase(async () => {
        const { rows } = await sql<Record<keyof ModelUsage, string>>`
          select owner, key_id, model, sum(requests)::text as requests,
            sum(prompt_tokens)::text as prompt_tokens, sum(completion_tokens)::text as completion_tokens
          from model_usage
          where day between ${from}::date and ${to}::date
            and (${owner ?? null}::text is null or owner = ${owner ?? null})
          group by owner, key_id, model
          order by sum(requests) desc, owner, key_id, model
          limit ${USAGE_ROWS + 1}`.execute(tables);
        return rows.map(toUsage);
      }),

    async close() {
      clearTimeout(timer);
      await flush();
    },
  };

  function add(sum: Sum): void {
    const key = JSON.stringify([sum.owner, sum.keyId, sum.model]);
    const before = gathered.get(key);
    gathered.set(key, before === undefined ? sum : plus(before, sum));
  }

  /** What could not be written is tried with the next. */
  async function flush(): Promise<void> {
    timer = undefined;
    if (gathered.size === 0) return;
    const batch = [...gathered.values()];
    gathered = new Map();
    await callDatabase(() => write(batch)).catch(() => {
      for (const sum of batch) add(sum);
      timer ??= setTimeout(() => void flush(), EVERY_MS).unref();
    });
  }

  function write(batch: readonly Sum[]) {
    return sql`
      insert into model_usage as kept
        (day, owner, key_id, model, requests, prompt_tokens, completion_tokens)
      select (now() at time zone 'utc')::date, * from unnest(
        ${batch.map(({ owner }) => storableText(owner))}::text[],
        ${batch.map(({ keyId }) => keyId ?? '')}::text[],
        ${batch.map(({ model }) => storableText(model))}::text[],
        ${batch.map(({ requests }) => requests)}::bigint[],
        ${batch.map(({ promptTokens }) => promptTokens)}::bigint[],
        ${batch.map(({ completionTokens }) => completionTokens)}::bigint[]
      )
      on conflict (day, owner, key_id, model) do update set
        requests = kept.requests + excluded.requests,
        prompt_tokens = kept.prompt_tokens + excluded.prompt_tokens,
        completion_tokens = kept.completion_tokens + excluded.completion_tokens`.execute(tables);
  }
}

function plus(one: Sum, other: Sum): Sum {
  return {
    ...one,
    requests: one.requests + other.requests,
    promptTokens: one.promptTokens + other.promptTokens,
    completionTokens: one.completionTokens + other.completionTokens,
  };
}

function toUsage(row: Record<keyof ModelUsage, string>): ModelUsage {
  return {
    owner: row.owner,
    key_id: row.key_id === '' ? null : row.key_id,
    model: row.model,
    requests: Number(row.requests),
    prompt_tokens: Number(row.prompt_tokens),
    completion_tokens: Number(row.completion_tokens),
  };
}
