import {
  BorderStyle,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  WidthType,
} from 'docx';
import type { Spans } from '../blocks/block.js';
import { columnWidths, type Grid } from '../blocks/column-widths.js';
import { COLORS, TEXT_WIDTH } from './looks.js';
import { isRightToLeft, textChildren } from './text-children.js';

/** More columns than this are set smaller. */
const MANY = 6;

/** A table as wide as the page, however many columns it has. */
export function tableOf({ head, rows }: Grid): Table {
  const fontSize = 20 * (head.length > MANY ? 8 : 9.5);
  const widths = columnWidths({ head, rows }, { room: TEXT_WIDTH, fontSize }).map(Math.round);
  const border = { style: BorderStyle.SINGLE, size: 4, color: COLORS.line };
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: {
      top: border,
      bottom: border,
      left: border,
      right: border,
      insideHorizontal: border,
      insideVertical: border,
    },
    margins: { top: 30, bottom: 30, left: 70, right: 70 },
    rows: [
      rowOf(head, true),
      ...rows.map((row) =>
        rowOf(
          head.map((_, column) => row[column] ?? []),
          false,
        ),
      ),
    ],
  });
}

function rowOf(cells: readonly Spans[], isHead: boolean): TableRow {
  return new TableRow({
    ...(isHead ? { tableHeader: true } : {}),
    children: cells.map((spans) => cellOf(spans, isHead, cells.length)),
  });
}

function cellOf(spans: Spans, isHead: boolean, columns: number): TableCell {
  const looks = spans.map((span) => (isHead ? { ...span, bold: true } : span));
  return new TableCell({
    ...(isHead ? { shading: { type: ShadingType.CLEAR, color: 'auto', fill: COLORS.shade } } : {}),
    children: [
      new Paragraph({
        style: columns > MANY ? 'SmallCell' : 'Cell',
        bidirectional: isRightToLeft(spans),
        children: textChildren(looks),
      }),
    ],
  });
}
