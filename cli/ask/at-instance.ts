import { z } from 'zod';
import { type Env, readEnv } from '../../infra/env.js';
import { addressOf } from './address-of.js';
import { AskError, EXIT } from './ask-error.js';
import type { Output } from './colors-for.js';
import { type Instance, openInstance, type StartedStack } from './open-instance.js';
import { plainText } from './plain-text.js';
import type { Progress } from './show-progress.js';

export type StartStack = (env: Env, options: { log(line: string): void }) => Promise<StartedStack>;

/** What a command that works with an instance is given. */
export interface Commanded {
  readonly options: unknown;
  readonly start: StartStack;
  /** Where the result goes. */
  readonly output: Output;
  /** Where everything else goes. */
  readonly errors: Output;
  readonly interrupted: AbortSignal;
  /** In place of the environment of the process. */
  readonly environment?: NodeJS.ProcessEnv;
}

interface Working<Order> {
  readonly progress: Progress;
  /** What the command line asks for; it throws before anything is started. */
  prepare(): Order | Promise<Order>;
  work(order: Order, instance: Instance): Promise<number>;
}

const Options = z.object({ api: z.string().optional() });

/** Works with the instance of the settings, or one started for it. Gives the exit code and leaves nothing running. */
export async function atInstance<Order>(
  { options, start, environment, interrupted }: Commanded,
  { progress, prepare, work }: Working<Order>,
): Promise<number> {
  let instance: Instance | undefined;
  try {
    const order = await prepare();
    const { api } = Options.parse(options);
    const env = settings(environment);
    instance = openInstance({
      api: api ?? addressOf(env),
      apiKey: env.PLUMBLINE_API_KEY ?? env.ADMIN_API_KEY,
      start: api === undefined ? () => start(env, { log: progress.note }) : undefined,
      log: progress.note,
    });
    return await work(order, instance);
  } catch (error) {
    progress.end();
    if (interrupted.aborted) return EXIT.interrupted;
    progress.problem(plainText(error instanceof Error ? error.message : String(error)));
    return error instanceof AskError ? error.exitCode : EXIT.failed;
  } finally {
    await instance?.close();
  }
}

function settings(environment: NodeJS.ProcessEnv | undefined): Env {
  try {
    return readEnv(environment);
  } catch (error) {
    throw new AskError(error instanceof Error ? error.message : String(error), {
      exitCode: EXIT.badUse,
    });
  }
}
