import { expect, test } from 'vitest';
import { showProgress } from '../../../cli/ask/show-progress.js';
import { collectOutput } from './collect-output.js';

const START = { seq: 1, type: 'answer-start', data: { model: 'llama', attempt: 1 } };

test('a file gets plain lines and no unfinished answer', () => {
  const { output, text } = collectOutput();
  const progress = showProgress(output);

  progress.event(START);
  progress.event(delta('The Moon'));
  progress.note('done');
  progress.end();

  expect(text()).toBe('Answering with llama\ndone\n');
});

test('a terminal shows the answer as it is written, and takes it away at the end', () => {
  const { output, text } = collectOutput({ columns: 20 });
  const progress = showProgress(output);

  progress.event(START);
  progress.event(delta('The Moon is 384,400 km away'));
  expect(screen(text())).toBe('Answering with llama\n│ The Moon is\n│ 384,400 km away\n');

  progress.note('Checking');
  expect(screen(text())).toContain('Checking\n│ The Moon is');

  progress.end();
  expect(screen(text())).toBe('Answering with llama\nChecking\n');
});

test.each([0, 1])('a terminal that says it is %d wide gets plain lines', (columns) => {
  const { output, text } = collectOutput({ columns });
  const progress = showProgress(output);

  progress.event(delta('The Moon is far away'));
  progress.note('done');

  expect(text()).toBe('done\n');
});

test('a problem that comes with every query is told once', () => {
  const { output, text } = collectOutput();
  const progress = showProgress(output);
  const data = { engine: 'searxng', message: 'it is down' };

  progress.event({ seq: 1, type: 'engine-failed', data });
  progress.event({ seq: 2, type: 'engine-failed', data });

  expect(text()).toBe('! searxng failed: it is down\n');
});

test('a page cannot send the terminal anything', () => {
  const { output, text } = collectOutput({ columns: 80 });
  const progress = showProgress(output);

  progress.event(delta('\u001b]0;owned\u0007fine'));

  expect(screen(text())).toBe('│ fine\n');
  expect(text()).not.toContain('\u0007');
});

function delta(text: string) {
  return { seq: 2, type: 'answer-delta', data: { text, attempt: 1 } };
}

/** What a terminal shows after lines were written and erased: it knows line feeds, cursor up and erase. */
function screen(written: string): string {
  let lines = [''];
  for (const [part] of written.matchAll(/\n|\p{Cc}\[[\d;]*[A-Za-z]|\P{Cc}+/gu)) {
    if (part === '\n') lines.push('');
    else if (part === '\u001b[1A') lines = lines.slice(0, -1);
    else if (part === '\u001b[2K') lines[lines.length - 1] = '';
    else if (!part.startsWith('\u001b')) lines[lines.length - 1] += part;
  }
  return lines.join('\n');
}
