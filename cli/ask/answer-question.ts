import { z } from 'zod';
import { type Env, readEnv } from '../../infra/env.js';
import { addressOf } from './address-of.js';
import { ask } from './ask.js';
import { AskError, EXIT } from './ask-error.js';
import type { Output } from './colors-for.js';
import { type Instance, openInstance, type StartedStack } from './open-instance.js';
import { plainText } from './plain-text.js';
import { printOutcome } from './print-outcome.js';
import { requestOf } from './request-of.js';
import { showProgress } from './show-progress.js';

export type StartStack = (env: Env, options: { log(line: string): void }) => Promise<StartedStack>;

export interface Question {
  readonly words: readonly string[];
  readonly options: unknown;
  readonly start: StartStack;
  /** Where the answer goes. */
  readonly output: Output;
  /** Where everything else goes. */
  readonly errors: Output;
  readonly interrupted: AbortSignal;
  /** In place of the environment of the process. */
  readonly environment?: NodeJS.ProcessEnv;
}

const Options = z.object({ json: z.boolean(), api: z.string().optional() });

/** Asks, shows and prints. Gives the exit code and leaves nothing running. */
export async function answerQuestion(question: Question): Promise<number> {
  const { words, options, start, output, errors, interrupted, environment } = question;
  const progress = showProgress(errors);
  let instance: Instance | undefined;
  try {
    const request = requestOf(words, options);
    const { json, api } = Options.parse(options);
    const env = settings(environment);
    instance = openInstance({
      api: api ?? addressOf(env),
      apiKey: env.PLUMBLINE_API_KEY ?? env.ADMIN_API_KEY,
      start: api === undefined ? () => start(env, { log: progress.note }) : undefined,
      log: progress.note,
    });
    const outcome = await ask({ request, instance, progress, interrupted });
    return printOutcome(outcome, { json, output, progress });
  } catch (error) {
    progress.end();
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
