import { createLogUpdate } from 'log-update';
import { colorsFor, type Output } from './colors-for.js';
import type { StreamedEvent } from './event-stream.js';
import { addToAnswer, NO_ANSWER } from './live-answer.js';
import { plainText } from './plain-text.js';
import { progressLine } from './progress-line.js';
import { tailRows } from './tail-rows.js';

/** Rows of the answer that are shown while it is written. */
const LIVE_ROWS = 6;
const USUAL_COLUMNS = 80;

export interface Progress {
  note(text: string): void;
  problem(text: string): void;
  event(event: StreamedEvent): void;
  /** Leaves the lines and takes the unfinished answer away. */
  end(): void;
}

/** Shows a run line by line; on a terminal also the answer as it is written, under the lines. */
export function showProgress(output: Output): Progress {
  const terminal = output.isTTY === true;
  const colors = colorsFor(output);
  const live = createLogUpdate(output, { showCursor: true });
  const known = new Set<string>();
  let answer = NO_ANSWER;

  return {
    note: (text) => line(colors.dim(plainText(text))),
    problem,
    event(event) {
      const told = progressLine(event);
      answer = addToAnswer(answer, event);
      if (told === undefined) return draw();
      if (!told.problem) return line(colors.dim(told.text));
      // Each query meets the same engine that is down; once is enough.
      if (!known.has(told.text)) problem(told.text);
      known.add(told.text);
    },
    end: erase,
  };

  function problem(text: string): void {
    line(colors.yellow(`! ${plainText(text)}`));
  }

  function line(text: string): void {
    erase();
    output.write(`${text}\n`);
    draw();
  }

  function erase(): void {
    if (terminal) live.clear();
  }

  function draw(): void {
    if (!terminal || answer.text === '') return;
    const rows = tailRows(plainText(answer.text), (output.columns ?? USUAL_COLUMNS) - 2, LIVE_ROWS);
    live(rows.map((row) => `${colors.dim('│')} ${row}`).join('\n'));
  }
}
