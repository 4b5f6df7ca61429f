import { createInterface } from 'node:readline/promises';
import { chosenEditor } from '../../infra/env.js';
import type { Output } from '../ask/colors-for.js';
import type { Person } from './decide-plan.js';
import { editText } from './edit-text.js';

/** The person at the terminal of this process, or undefined where nobody is. */
export function personHere(output: Output): Person | undefined {
  const input = process.stdin;
  if (!input.isTTY || output.isTTY !== true) return undefined;
  return {
    show: (line) => void output.write(`${line}\n`),
    async answer(question, signal) {
      const lines = createInterface({ input, output });
      // A terminal that is read line by line takes Ctrl-C for itself; the end of input means the same.
      const interrupt = () => void process.emit('SIGINT');
      lines.on('SIGINT', interrupt).on('close', interrupt);
      try {
        return await lines.question(question, { signal });
      } finally {
        lines.off('close', interrupt).close();
      }
    },
    edit: (text) => editText(text, chosenEditor()),
  };
}
