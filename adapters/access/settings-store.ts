import {
  DEFAULT_SETTINGS,
  Settings,
  SettingsChange,
  type SettingsStore,
} from '../../contracts/administration.js';
import { callDatabase } from '../state/call-database.js';
import type { Database } from '../state/database.js';
import { storableJson } from '../state/storable-json.js';
import type { AccessWatch } from './access-watch.js';
import { audit } from './audit.js';
import type { ChangeAccess } from './change-access.js';

interface SettingsStoreParts {
  readonly database: Database;
  readonly watch: AccessWatch;
  readonly change: ChangeAccess;
}

/** The administrator's settings, remembered and read again with every change. */
export function createSettingsStore({
  database,
  watch,
  change,
}: SettingsStoreParts): SettingsStore {
  let known = DEFAULT_SETTINGS;
  watch.onChange(async () => {
    const { value } = await callDatabase(() =>
      database.tables.selectFrom('settings').select('value').executeTakeFirstOrThrow(),
    );
    known = read(value);
  });

  return {
    current: () => known,
    fresh: () => watch.fresh(),
    change: (wanted, by) =>
      change(async (transaction) => {
        const row = await transaction
          .selectFrom('settings')
          .select('value')
          .forUpdate()
          .executeTakeFirstOrThrow();
        const before = read(row.value);
        const after = Settings.parse({ ...before, ...wanted });
        await transaction
          .updateTable('settings')
          .set({ value: storableJson(after) })
          .execute();
        await audit(transaction, {
          by,
          action: 'settings-change',
          target: 'settings',
          before: pick(before, wanted),
          after: pick(after, wanted),
        });
        return after;
      }),
  };
}

/** What an older version wrote lacks the newer settings, which then have their defaults. */
function read(value: unknown): Settings {
  return Settings.parse({ ...DEFAULT_SETTINGS, ...SettingsChange.parse(value) });
}

/** The audit log holds what was changed and not the rest. */
function pick(settings: Settings, { ...wanted }: SettingsChange): object {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => name in wanted));
}
