import picocolors from 'picocolors';

export type Colors = ReturnType<typeof picocolors.createColors>;

/** A stream that may be a terminal. */
export type Output = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  /** Node's own answer, which heeds NO_COLOR, FORCE_COLOR and TERM. */
  hasColors?(): boolean;
};

/** Colours on a terminal that has them, plain text everywhere else. */
export function colorsFor(output: Output): Colors {
  return picocolors.createColors(output.isTTY === true && (output.hasColors?.() ?? false));
}
