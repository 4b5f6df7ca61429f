import type { Content, ContentTable } from 'pdfmake/interfaces.js';
import type { Spans } from '../blocks/block.js';
import { columnWidths, type Grid } from '../blocks/column-widths.js';
import { COLORS } from './looks.js';
import { type Setting, textNode } from './text-node.js';

/** More columns than this are set as further tables, each with the first column again. */
const MOST_COLUMNS = 9;
const PADDING = 4;
/** A table as wide as the page and no wider: its text gets smaller, then its words are broken, then it is parted. */
export function tableNodes(grid: Grid, setting: Setting): Content[] {
  return partsOf(grid).map((part) => tableNode(part, setting));
}

function partsOf({ head, rows }: Grid): Grid[] {
  if (head.length <= MOST_COLUMNS) return [{ head, rows }];
  const parts: Grid[] = [];
  const step = MOST_COLUMNS - 1;
  for (let start = 1; start < head.length; start += step) {
    const part = (cells: readonly Spans[]) => [
      ...cells.slice(0, 1),
      ...cells.slice(start, start + step),
    ];
    parts.push({ head: part(head), rows: rows.map(part) });
  }
  return parts;
}

function tableNode({ head, rows }: Grid, setting: Setting): ContentTable {
  const fontSize = head.length <= 4 ? 9 : head.length <= 6 ? 8 : 7;
  const room = setting.width - head.length * (2 * PADDING + 0.5) - 0.5;
  const cell = (spans: Spans, bold: boolean) => ({
    ...textNode(spans, setting),
    ...(bold ? { bold, fillColor: COLORS.shade } : {}),
  });
  return {
    table: {
      headerRows: 1,
      keepWithHeaderRows: 1,
      widths: columnWidths({ head, rows }, { room, fontSize }),
      body: [
        head.map((spans) => cell(spans, true)),
        ...rows.map((row) => head.map((_, column) => cell(row[column] ?? [], false))),
      ],
    },
    layout: {
      hLineWidth: () => 0.5,
      vLineWidth: () => 0.5,
      hLineColor: () => COLORS.line,
      vLineColor: () => COLORS.line,
      paddingLeft: () => PADDING,
      paddingRight: () => PADDING,
      paddingTop: () => 2,
      paddingBottom: () => 2,
    },
    fontSize,
    margin: [0, 4, 0, 8],
  };
}
