import type { LineRole } from './line-role.js';
import type { PdfLine } from './pdf-lines.js';

export interface RoledLine {
  readonly line: PdfLine;
  readonly role: LineRole | 'header';
}

/** This many lines of a single cell between two rows are labels inside the table. */
const MOST_LABELS = 3;
/** Lines further apart than this many line heights belong to different tables. */
const TABLE_GAP = 3.5;
/** A label inside a table is no longer than this. */
const LONGEST_LABEL_CHARS = 140;

const AMOUNT = /^[($€£¥+–—-]*\s?\d[\d,.]*\s?[)%xX]*\s?[*†‡]?$|^[–—-]+%?$|^N[MA/]+A?$/;
const YEAR = /^(?:fiscal |FY ?)?(?:19|20)\d\d(?:\s?\(\w\))?$/i;

/** Finds the tables of a page: labels between rows become rows, and the rows over the numbers headers. */
export function findTables(lines: readonly RoledLine[]): RoledLine[] {
  const found: RoledLine[] = [];
  for (let at = 0; at < lines.length; ) {
    const end = tableEnd(lines, at);
    const run = lines.slice(at, end);
    found.push(...(end - at > 1 ? tableOf(run) : run.map(looseLine)));
    at = end;
  }
  return found;
}

/** Where the table that begins at a row ends; the next line when none begins there. */
function tableEnd(lines: readonly RoledLine[], start: number): number {
  if (lines[start]?.role !== 'row') return start + 1;
  let end = start + 1;
  for (let at = end; at < lines.length && at - end <= MOST_LABELS; at++) {
    const [before, here] = [lines[at - 1], lines[at]];
    if (before === undefined || here === undefined || !isNear(before.line, here.line)) break;
    if (here.role === 'row') end = at + 1;
    else if ((here.line.cells[0]?.text.length ?? 0) > LONGEST_LABEL_CHARS) break;
  }
  return end;
}

function isNear(above: PdfLine, below: PdfLine): boolean {
  const gap = above.bottom - below.bottom;
  return gap > 0 && gap <= TABLE_GAP * Math.max(above.height, below.height, 1);
}

/** A line with wide gaps between lines without is text. */
function looseLine({ line, role }: RoledLine): RoledLine {
  return { line, role: role === 'row' ? 'text' : role };
}

function tableOf(run: readonly RoledLine[]): RoledLine[] {
  const numeric = run.filter(({ line }) => amountsOf(line) > 0);
  const first = run.findIndex(({ line }) => amountsOf(line) > 0);
  const [top] = run;
  if (numeric.length < 2 || top === undefined) {
    return run.map(({ line }, at) => ({
      line,
      role: at === 0 && line.font !== run[1]?.line.font ? 'header' : 'row',
    }));
  }
  const alike = numeric.filter(({ line }) => line.font === top.line.font);
  const plain = alike.length * 2 > numeric.length;
  return run.map(({ line }, at) => {
    const over = at < first || yearsOf(line) > 1 || (!plain && line.font === top.line.font);
    const header = over && line.cells.length > 1 && amountsOf(line) === 0;
    return { line, role: header ? 'header' : 'row' };
  });
}

function amountsOf({ cells }: PdfLine): number {
  return cells.slice(1).filter(({ text }) => AMOUNT.test(text) && !YEAR.test(text)).length;
}

function yearsOf({ cells }: PdfLine): number {
  return cells.filter(({ text }) => /\b(?:19|20)\d\d\b/.test(text)).length;
}
