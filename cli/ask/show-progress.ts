import { createLogUpdate } from 'log-update';
import { answerView } from './answer-view.js';
import { colorsFor, type Output } from './colors-for.js';
import type { StreamedEvent } from './event-stream.js';
import { plainText } from './plain-text.js';
import type { ProgressView } from './progress-view.js';

const USUAL_COLUMNS = 80;
const LEAST_COLUMNS = 20;

export interface Progress {
  note(text: string): void;
  problem(text: string): void;
  event(event: StreamedEvent): void;
  /** Leaves the lines and takes away what stands below them, until the next event. */
  end(): void;
}

/** Whether rows below the lines can be redrawn: on a terminal that is wide enough, which one without a window is not. */
export function hasLiveRows({ isTTY, columns = USUAL_COLUMNS }: Output): boolean {
  return isTTY === true && columns >= LEAST_COLUMNS;
}

/** Shows a run line by line; on a terminal also what its view holds at the moment, under the lines. */
export function showProgress(output: Output, view: ProgressView = answerView()): Progress {
  const terminal = hasLiveRows(output);
  const colors = colorsFor(output);
  const live = createLogUpdate(output, { showCursor: true });
  const known = new Set<string>();
  let drawing = true;

  return {
    note: (text) => line(colors.dim(plainText(text))),
    problem,
    event(event) {
      drawing = true;
      const told = view.add(event);
      if (told.length === 0) return draw();
      for (const { text, problem: isProblem } of told) {
        if (!isProblem) line(colors.dim(text));
        // Each query meets the same engine that is down; once is enough.
        else if (!known.has(text)) problem(text);
        if (isProblem) known.add(text);
      }
    },
    end() {
      drawing = false;
      erase();
    },
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
    if (!terminal || !drawing) return;
    const rows = view.rows(output.columns ?? USUAL_COLUMNS, colors);
    if (rows.length > 0) live(rows.join('\n'));
  }
}
