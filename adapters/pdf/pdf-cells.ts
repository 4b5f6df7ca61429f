/** A stretch of a line between wide gaps, with its place in points from the left of the page. */
export interface PdfCell {
  readonly text: string;
  readonly left: number;
  readonly right: number;
}

const CURRENCY = '[$€£¥]';
const OPENING_SIGN = new RegExp(`^(?:${CURRENCY}\\(?|\\()$`);
const CLOSING_SIGN = /^(?:\)?\s?%?|\)?\s?[*†‡]+)$/;
const TRAILING_CURRENCY = new RegExp(`^(.*?)\\s*(${CURRENCY})$`);
const NEXT_AMOUNT = new RegExp(`(?<=[\\d)%—]) (?=${CURRENCY} ?[\\d(—])`);
/** Dots that lead the eye from a label to its number. */
const LEADER = /\s*(?:\.\s?){4,}/g;

/** The cells of a row as a reader sees them: signs with their number, without leading dots, one amount in each. */
export function tidyCells(cells: readonly PdfCell[]): PdfCell[] {
  return joinSigns(splitAmounts(cells)).flatMap((cell) => {
    const text = closeSigns(cell.text.replace(LEADER, ' ').replace(/\s+/g, ' ').trim());
    return text === '' ? [] : { ...cell, text };
  });
}

/** An amount without the gaps that set its signs apart. */
function closeSigns(text: string): string {
  if (/\p{L}/u.test(text)) return text;
  return text.replace(/(?<=\d) (?=[)%])|(?<=\)) (?=%)|(?<=[$€£¥(]) (?=[\d(])/g, '');
}

/** Two amounts set close together are two cells, if the second shows its currency. */
function splitAmounts(cells: readonly PdfCell[]): PdfCell[] {
  return cells.flatMap((cell) => {
    if (!/^[^\p{L}]+$/u.test(cell.text)) return cell;
    return cell.text.split(NEXT_AMOUNT).map((text) => ({ ...cell, text }));
  });
}

/** Currency signs and closing signs are set apart in columns of their own, but belong to their number. */
function joinSigns(cells: readonly PdfCell[]): PdfCell[] {
  const joined: PdfCell[] = [];
  let sign = '';
  for (const cell of cells) {
    const last = joined.at(-1);
    if (last !== undefined && sign === '' && CLOSING_SIGN.test(cell.text)) {
      joined[joined.length - 1] = { ...last, text: last.text + cell.text, right: cell.right };
      continue;
    }
    if (OPENING_SIGN.test(cell.text)) {
      sign += cell.text;
      continue;
    }
    const [, before = '', currency = ''] = TRAILING_CURRENCY.exec(cell.text) ?? [];
    joined.push({ ...cell, text: sign + (currency === '' ? cell.text : before) });
    sign = currency;
  }
  const last = joined.at(-1);
  if (sign !== '' && last !== undefined)
    joined[joined.length - 1] = { ...last, text: `${last.text} ${sign}` };
  return joined;
}
