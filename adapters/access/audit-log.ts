import type { AuditLog } from '../../contracts/audit.js';
import { callDatabase } from '../state/call-database.js';
import type { Database } from '../state/database.js';

/** The audit log as administrators read it. */
export function createAuditLog({ tables }: Pick<Database, 'tables'>): AuditLog {
  return {
    list: ({ limit, offset }) =>
      callDatabase(async () => {
        const { total } = await tables
          .selectFrom('audit_log')
          .select(({ fn }) => fn.countAll<string>().as('total'))
          .executeTakeFirstOrThrow();
        const rows = await tables
          .selectFrom('audit_log')
          .selectAll()
          .orderBy('seq', 'desc')
          .limit(limit)
          .offset(offset)
          .execute();
        const entries = rows.map(({ seq, at, ...entry }) => ({
          id: String(seq),
          at: at.toISOString(),
          ...entry,
        }));
        return { entries, total: Number(total) };
      }),
  };
}
