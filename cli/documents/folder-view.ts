import { z } from 'zod';
import type { Colors } from '../ask/colors-for.js';
import { plainData, plainLine } from '../ask/plain-text.js';
import type { ProgressLine } from '../ask/progress-line.js';
import type { ProgressView } from '../ask/progress-view.js';

const Data = z
  .object({
    total: z.int(),
    path: z.string(),
    status: z.enum(['added', 'known', 'failed']),
    pages: z.int().nullable(),
    reason: z.string(),
  })
  .partial();
type Data = z.infer<typeof Data>;

const BAR = 24;

/** Files as they are done: on a terminal a bar with those in hand, elsewhere a line for each. */
export function folderView({ bar }: { readonly bar: boolean }): ProgressView {
  const inHand = new Set<string>();
  let [total, done, failed] = [0, 0, 0];

  return {
    add({ type, data }) {
      const { path = '', ...told } = Data.parse(plainData(data));
      if (type === 'folder-start') total = told.total ?? 0;
      if (type === 'file-start') inHand.add(path);
      if (type !== 'file-end') return [];
      inHand.delete(path);
      done += 1;
      if (told.status === 'failed') failed += 1;
      return bar ? [] : [lineOf(path, told)];
    },

    rows(columns, colors) {
      const wrong = failed === 0 ? '' : `, ${failed} failed`;
      const [file = ''] = inHand;
      const words = plainLine(`${done} of ${total}${wrong} · ${file}`, columns - BAR - 3);
      return [`${barOf(done, total, colors)} ${words}`];
    },
  };
}

function lineOf(path: string, { status, pages, reason }: Omit<Data, 'path'>): ProgressLine {
  const file = plainLine(path, 120);
  if (status === 'known') return { text: `${file} is there already`, problem: false };
  if (status === 'added') return { text: `${file} added, ${pages ?? 0} pages`, problem: false };
  return { text: `${file} failed: ${plainLine(reason ?? '', 150)}`, problem: false };
}

function barOf(done: number, total: number, colors: Colors): string {
  const full = total === 0 ? BAR : Math.floor((BAR * done) / total);
  return `${'█'.repeat(full)}${colors.dim('░'.repeat(BAR - full))}`;
}
