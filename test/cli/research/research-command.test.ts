import { expect, test } from 'vitest';
import { researchCommand } from '../../../cli/research/research-command.js';

test.each([
  ['no question', [], 'question'],
  ['an unknown option', ['moon', '--colour'], '--colour'],
  ['a number with a fraction', ['moon', '--iterations', '1.5'], 'whole number'],
  ['an unknown mode', ['moon', '--mode', 'slow'], 'speed, balanced, deep'],
])('refuses %s with exit code 2', async (_what, args, word) => {
  const said: string[] = [];
  const command = researchCommand().configureOutput({ writeErr: (text) => said.push(text) });

  // The runner stands in for the end of the process and names the code it was ended with.
  await expect(command.parseAsync(args, { from: 'user' })).rejects.toThrow('"2"');
  expect(said.join('')).toContain(word);
});
