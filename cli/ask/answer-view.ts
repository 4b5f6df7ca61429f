import { addToAnswer, NO_ANSWER } from './live-answer.js';
import { plainText } from './plain-text.js';
import { progressLine } from './progress-line.js';
import type { ProgressView } from './progress-view.js';
import { tailRows } from './tail-rows.js';

/** Rows of the answer that are shown while it is written. */
const LIVE_ROWS = 6;

/** Tells each step, and shows the last rows of the answer as it is written. */
export function answerView(): ProgressView {
  let answer = NO_ANSWER;
  return {
    add(event) {
      answer = addToAnswer(answer, event);
      const told = progressLine(event);
      return told === undefined ? [] : [told];
    },
    rows(columns, colors) {
      if (answer.text === '') return [];
      const rows = tailRows(plainText(answer.text), columns - 2, LIVE_ROWS);
      return rows.map((row) => `${colors.dim('│')} ${row}`);
    },
  };
}
