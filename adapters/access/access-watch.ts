import { callDatabase } from '../state/call-database.js';
import type { Database } from '../state/database.js';

/** Where it is notified that something about access has changed; the triggers of the migrations notify here. */
const ACCESS_CHANNEL = 'plumbline_access';

/** How long what is remembered is trusted when no notification comes: one may be lost with its connection. */
const TRUSTED_MS = 1_000;
/** From this age on the version is read beside the work, so that a busy process never waits for it. */
const AGEING_MS = 500;

/** Says when what a process remembers about access no longer holds: within a second, and usually within milliseconds. */
export interface AccessWatch {
  /** Undefined while what is remembered may be trusted; else wait for it. Rejects with ServiceError. */
  fresh(): Promise<void> | undefined;
  /** Compares with the database now. Rejects with ServiceError. */
  check(): Promise<void>;
  /** Hears of every change; the check that found it waits for the listener. */
  onChange(listener: () => Promise<void> | void): void;
  close(): Promise<void>;
}

export function watchAccess(database: Database): AccessWatch {
  const listeners: (() => Promise<void> | void)[] = [];
  let version: string | undefined;
  let checkedAt = Number.NEGATIVE_INFINITY;
  let checking: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const hear = () => void check().catch(() => {}); // whoever needs it asks again and hears why
  const subscription = database.listen(ACCESS_CHANNEL, { onNotification: hear, onListening: hear });

  return {
    fresh() {
      const age = performance.now() - checkedAt;
      if (age < AGEING_MS) return undefined;
      checking ??= compare();
      if (age >= TRUSTED_MS) return checking;
      checking.catch(() => {});
      return undefined;
    },
    check,
    onChange(listener) {
      listeners.push(listener);
    },
    close: () => subscription.stop(),
  };

  /** A comparison under way may have read before the change that is asked about, so it is not the answer. */
  function check(): Promise<void> {
    if (checking === undefined) {
      checking = compare();
      return checking;
    }
    next ??= checking
      .catch(() => {})
      .then(() => {
        next = undefined;
        checking ??= compare();
        return checking;
      });
    return next;
  }

  async function compare(): Promise<void> {
    const startedAt = performance.now();
    try {
      const found = await readVersion(database);
      if (found !== version) await Promise.all(listeners.map((listener) => listener()));
      version = found;
      checkedAt = startedAt;
    } finally {
      checking = undefined;
    }
  }
}

async function readVersion({ tables }: Database): Promise<string> {
  const { version } = await callDatabase(() =>
    tables.selectFrom('access_state').select('version').executeTakeFirstOrThrow(),
  );
  return String(version);
}
