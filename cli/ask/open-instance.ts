import { setTimeout as sleep } from 'node:timers/promises';
import { HomeInUseError } from '../../infra/home/claim-home.js';
import { AskError } from './ask-error.js';
import { answers } from './run-api.js';

/** How long an instance that owns the data folder may take until it answers. */
const STARTING_MS = 30_000;
const POLL_MS = 250;

/** An embedded stack that runs in this process. */
export interface StartedStack {
  readonly url: string;
  close(): Promise<void>;
}

/** The instance that is asked. */
export interface Instance {
  /** Where it answers now: a running one, else one started here. Throws AskError when there is none to be had. */
  url(): Promise<string>;
  /** Ends what was started here. */
  close(): Promise<void>;
}

interface InstanceOptions {
  readonly api: string;
  /** Undefined when only the given address is to be asked. */
  readonly start?: (() => Promise<StartedStack>) | undefined;
  log(line: string): void;
}

/** Finds the instance at an address each time it is asked for, so that one that went away is replaced. */
export function openInstance({ api, start, log }: InstanceOptions): Instance {
  let starting: Promise<StartedStack> | undefined;

  return {
    async url() {
      if (starting !== undefined) return (await starting).url;
      if (await answers(api)) return api;
      if (start === undefined)
        throw new AskError(`No Plumbline answers at ${api}.`, { lost: true });
      return (await startHere(start)) ?? (await waitForOther());
    },
    async close() {
      const stack = await starting?.catch(() => undefined);
      await stack?.close();
    },
  };

  /** Undefined when another process owns the data folder. */
  async function startHere(begin: () => Promise<StartedStack>): Promise<string | undefined> {
    log(`No Plumbline answers at ${api}, so one is started here.`);
    starting = begin();
    try {
      return (await starting).url;
    } catch (error) {
      starting = undefined;
      if (error instanceof HomeInUseError) return undefined;
      throw new AskError(messageOf(error), { cause: error });
    }
  }

  async function waitForOther(): Promise<string> {
    log('Another process owns the data folder; waiting until it answers …');
    for (let waited = 0; waited < STARTING_MS; waited += POLL_MS) {
      if (await answers(api)) return api;
      await sleep(POLL_MS);
    }
    throw new AskError(
      `Another process owns the data folder, but none answers at ${api}. ` +
        'Name its address with --api, or set PLUMBLINE_HOME and PORT for an instance of your own.',
    );
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
