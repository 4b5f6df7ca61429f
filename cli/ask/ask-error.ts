/** What the command's exit code says. 130 is the shell's own for an interrupt: 128 + SIGINT. */
export const EXIT = { answered: 0, failed: 1, badUse: 2, interrupted: 130 } as const;

interface AskErrorOptions extends ErrorOptions {
  readonly exitCode?: typeof EXIT.failed | typeof EXIT.badUse;
  /** True when the connection failed and the run itself may well go on. */
  readonly lost?: boolean;
  /** True for a refusal of an instance that is starting or stopping, or of a gateway before it. */
  readonly passing?: boolean;
}

/** Why there is no answer, in words for the person who asked. */
export class AskError extends Error {
  override readonly name = 'AskError';
  readonly exitCode: typeof EXIT.failed | typeof EXIT.badUse;
  readonly lost: boolean;
  readonly passing: boolean;

  constructor(
    message: string,
    { exitCode = EXIT.failed, lost = false, passing = false, ...rest }: AskErrorOptions = {},
  ) {
    super(message, rest);
    this.exitCode = exitCode;
    this.lost = lost;
    this.passing = passing;
  }
}
