import type { AuditLog } from '../../contracts/audit.js';
import { callDatabase } from '../state/call-database.js';
import type { Database } from '../state/database.js';
import { pageOf } from '../state/page-of.js';

/** The audit log as administrators read it. */
export function createAuditLog({ tables }: Pick<Database, 'tables'>): AuditLog {
  return {
    list: ({ limit, offset }) =>
      callDatabase(async () => {
        const newest = tables.selectFrom('audit_log').selectAll().orderBy('seq', 'desc');
        const { rows, total } = await pageOf(newest, { limit, offset });
        const entries = rows.map(({ seq, at, ...entry }) => ({
          id: String(seq),
          at: at.toISOString(),
          ...entry,
        }));
        return { entries, total };
      }),
  };
}
