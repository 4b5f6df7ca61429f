import type { SelectQueryBuilder, Simplify } from 'kysely';

interface Page<Row> {
  readonly rows: readonly Simplify<Row>[];
  /** How many rows match in all. */
  readonly total: number;
}

/** One page of what an ordered query selects, and how much it would select in all. */
export async function pageOf<Tables, Table extends keyof Tables, Row>(
  query: SelectQueryBuilder<Tables, Table, Row>,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<Page<Row>> {
  const { total } = await query
    .clearSelect()
    .clearOrderBy()
    .select(({ fn }) => fn.countAll<string>().as('total'))
    .$castTo<{ total: string }>()
    .executeTakeFirstOrThrow();
  const rows = await query.limit(limit).offset(offset).execute();
  return { rows, total: Number(total) };
}
