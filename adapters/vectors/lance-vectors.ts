import type { Table } from '@lancedb/lancedb';
import { z } from 'zod';
import { embeddingSpace } from '../../contracts/passage-index.js';
import type {
  VectorHolding,
  VectorSearch,
  VectorSpace,
  VectorStore,
} from '../../contracts/vector-store.js';
import { callLance } from '../passages/lance-failure.js';
import { quoted } from '../passages/lance-filter.js';
import { Index } from '../passages/lance-library.js';
import { nearestTo } from '../passages/lance-search.js';
import type { LanceTable } from '../passages/lance-table.js';
import { type LanceOptions, openLanceTables } from '../passages/lance-tables.js';
import { HIT_COLUMNS, toHit, toRow } from './lance-rows.js';
import { factOf } from './metadata-facts.js';

/** Documents in a folder that this process alone writes: one table for each owner and model. */
export async function createLanceVectors(
  folder: string,
  options: LanceOptions = {},
): Promise<VectorStore> {
  const tables = await openLanceTables(folder, { ...options, ensureIndices });
  const tableOf = ({ owner, model, dimension }: VectorSpace) =>
    tables.of(owner, embeddingSpace(model, dimension));

  return {
    upsert: (space, documents) =>
      callLance(async () => {
        if (documents.length === 0) return;
        await tableOf(space).upsert(documents.map((document) => toRow(space, document)));
      }),

    search: (space, search) =>
      callLance(async () => {
        const table = await tableOf(space).current();
        if (table === undefined) return [];
        const query = nearestTo(table, search.vector, search.limit);
        const where = predicate(search);
        const rows: unknown[] = await (where === undefined ? query : query.where(where))
          .select([...HIT_COLUMNS, '_distance'])
          .toArray();
        return rows.map(toHit).sort((one, other) => other.similarity - one.similarity);
      }),

    holdings: (owner, groupId) =>
      callLance(async () => {
        const own = await tables.ofOwner(owner);
        const held = await Promise.all(own.map(({ table }) => holdingIn(table, groupId)));
        return held
          .filter((holding) => holding !== undefined)
          .sort((one, other) => other.documents - one.documents);
      }),

    removeGroup: (owner, groupId) =>
      callLance(async () => {
        let removed = 0;
        for (const { table: own } of await tables.ofOwner(owner)) {
          await own.change(async (table) => {
            removed += await table.countRows(inGroup(groupId));
            await table.delete(inGroup(groupId));
          });
        }
        return removed;
      }),

    close: () => tables.close(),
  };
}

async function ensureIndices(table: Table): Promise<void> {
  const known = new Set((await table.listIndices()).flatMap(({ columns }) => columns));
  for (const column of ['id', 'group_id'])
    if (!known.has(column)) await table.createIndex(column, { config: Index.btree() });
}

async function holdingIn(
  { current }: LanceTable,
  groupId: string | undefined,
): Promise<VectorHolding | undefined> {
  const table = await current();
  if (table === undefined) return undefined;
  const where = groupId === undefined ? undefined : inGroup(groupId);
  const documents = await table.countRows(where);
  if (documents === 0) return undefined;
  const [first]: unknown[] = await table.query().select(['model', 'dimension']).limit(1).toArray();
  return { ...Kept.parse(first), documents };
}

const Kept = z.object({ model: z.string(), dimension: z.number() });

function inGroup(groupId: string): string {
  return `group_id = ${quoted(groupId)}`;
}

/** Undefined when everything is allowed. */
function predicate({ groupId, conditions }: VectorSearch): string | undefined {
  const all = conditions.map(({ path, anyOf }) => {
    const facts = anyOf.map((value) => `contains(facts, '|${factOf(path, value)}|')`);
    return `(${facts.join(' or ')})`;
  });
  if (groupId !== undefined) all.unshift(inGroup(groupId));
  return all.length === 0 ? undefined : all.join(' and ');
}
