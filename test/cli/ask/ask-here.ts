import { answerQuestion } from '../../../cli/ask/answer-question.js';
import type { StartedStack } from '../../../cli/ask/open-instance.js';
import { collectOutput } from './collect-output.js';

interface AskHere {
  readonly words?: readonly string[];
  readonly options?: object;
  readonly start?: () => Promise<StartedStack>;
  readonly interrupted?: AbortSignal;
  readonly environment?: NodeJS.ProcessEnv;
  onProgress?(text: string): void;
}

/** Asks as the command does, with streams of its own. No instance runs at the address of its settings. */
export async function askHere({
  words = ['moon'],
  options = {},
  start = () => Promise.reject(new Error('no stack can be started here')),
  interrupted = new AbortController().signal,
  environment = { PORT: '9' },
  onProgress = () => {},
}: AskHere) {
  const output = collectOutput();
  const errors = collectOutput({ onWrite: onProgress });
  const code = await answerQuestion({
    words,
    options: { json: false, ...options },
    start,
    interrupted,
    environment,
    output: output.output,
    errors: errors.output,
  });
  return { code, stdout: output.text(), stderr: errors.text() };
}
