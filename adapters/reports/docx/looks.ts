export const COLORS = {
  ink: '1C1F23',
  quiet: '5B6470',
  line: 'C4CAD1',
  link: '0B5CAD',
  alarm: 'A3160F',
  notice: 'FFF5D6',
  shade: 'F3F5F7',
} as const;

/** Twentieths of a point. */
export const INDENT = 360;

/** A4, in twentieths of a point. */
export const PAGE = { width: 11_906, height: 16_838, margin: 1_134 } as const;
export const TEXT_WIDTH = PAGE.width - 2 * PAGE.margin;
