import { conductResearch } from '../../../cli/research/conduct-research.js';
import type { Person } from '../../../cli/research/decide-plan.js';
import { collectOutput } from '../ask/collect-output.js';

interface ResearchHere {
  readonly words?: readonly string[];
  readonly options?: object;
  readonly person?: Person;
  readonly interrupted?: AbortSignal;
  onProgress?(text: string): void;
}

/** Researches as the command does, with streams of its own. Nothing can be started here. */
export async function researchHere({
  words = ['How', 'deep?'],
  options = {},
  person,
  interrupted = new AbortController().signal,
  onProgress = () => {},
}: ResearchHere) {
  const output = collectOutput();
  const errors = collectOutput({ onWrite: onProgress });
  const code = await conductResearch({
    words,
    person,
    options: { json: false, ...options },
    start: () => Promise.reject(new Error('no stack can be started here')),
    interrupted,
    environment: { PORT: '9' },
    output: output.output,
    errors: errors.output,
  });
  return { code, stdout: output.text(), stderr: errors.text() };
}

/** A person who answers and edits as told, one after the other. */
export function personWho(answers: readonly string[], edits: readonly string[] = []) {
  const shown: string[] = [];
  const edited: string[] = [];
  const left = [...answers];
  const texts = [...edits];
  const person: Person = {
    show: (line) => shown.push(line),
    answer: async () => left.shift() ?? 'n',
    async edit(text) {
      edited.push(text);
      return texts.shift() ?? text;
    },
  };
  return { person, shown, edited };
}
