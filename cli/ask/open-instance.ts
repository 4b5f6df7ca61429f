import { setTimeout as sleep } from 'node:timers/promises';
import { HomeInUseError } from '../../infra/home/claim-home.js';
import { AskError } from './ask-error.js';
import { answers } from './run-api.js';

/** How long an instance that owns the data folder may take until it answers, or has let go of it. */
const OTHER_LIMIT_MS = 30_000;
const POLL_MS = 250;

/** An embedded stack that runs in this process. */
export interface StartedStack {
  readonly url: string;
  close(): Promise<void>;
}

/** The instance that is asked. */
export interface Instance {
  /** Sent with every request, where the settings hold one. */
  readonly apiKey?: string | undefined;
  /** Where it answers now: a running one, else one started here. Throws AskError when there is none to be had. */
  url(): Promise<string>;
  /** Ends what was started here. */
  close(): Promise<void>;
}

interface InstanceOptions {
  readonly api: string;
  readonly apiKey?: string | undefined;
  /** Undefined when only the given address is to be asked. */
  readonly start?: (() => Promise<StartedStack>) | undefined;
  readonly otherLimitMs?: number;
  log(line: string): void;
}

/** Finds the instance at an address each time it is asked for, so that one that went away is replaced. */
export function openInstance({
  api,
  apiKey,
  start,
  otherLimitMs = OTHER_LIMIT_MS,
  log,
}: InstanceOptions): Instance {
  let starting: Promise<StartedStack> | undefined;
  let closed = false;

  return {
    apiKey,
    async url() {
      if (starting !== undefined) return (await starting).url;
      if (await answers(api)) return api;
      if (start === undefined)
        throw new AskError(`No Plumbline answers at ${api}.`, { lost: true });
      log(`No Plumbline answers at ${api}, so one is started here.`);
      return startHere(start);
    },
    async close() {
      closed = true;
      const stack = await starting?.catch(() => undefined);
      await stack?.close();
    },
  };

  /** The owner of the data folder may be about to answer, or about to end: both are waited for. */
  async function startHere(begin: () => Promise<StartedStack>): Promise<string> {
    for (let waited = 0; ; waited += POLL_MS) {
      starting = begin();
      try {
        return (await starting).url;
      } catch (error) {
        starting = undefined;
        if (!(error instanceof HomeInUseError) || waited >= otherLimitMs || closed)
          throw new AskError(messageOf(error), { cause: error });
        if (waited === 0) log(`Waiting for process ${error.pid}, which owns the data folder …`);
      }
      await sleep(POLL_MS);
      if (await answers(api)) return api;
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
