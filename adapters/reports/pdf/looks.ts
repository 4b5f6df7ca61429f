/** Measures of a page in points, and colours. */
export const PAGE = { width: 595.28, margin: 48, top: 56, bottom: 56 } as const;
export const TEXT_WIDTH = PAGE.width - 2 * PAGE.margin;

export const TEXT_SIZE = 10;
export const SMALL_SIZE = 8;
export const HEADING_SIZES = [20, 14, 12, 11, 10, 10] as const;

export const COLORS = {
  ink: '#1c1f23',
  quiet: '#5b6470',
  line: '#c4cad1',
  link: '#0b5cad',
  alarm: '#a3160f',
  notice: '#fff5d6',
  shade: '#f3f5f7',
} as const;
