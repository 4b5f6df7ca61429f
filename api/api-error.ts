interface ApiErrorParts {
  readonly status: number;
  /** A stable snake_case name for programs. */
  readonly error: string;
  /** One sentence for a person: what happened and what to do. */
  readonly message: string;
  readonly sessionId?: string | undefined;
  /** The parameter at fault, which only /v1 tells. */
  readonly param?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly cause?: unknown;
}

/** A reply other than success, in the shape of /api/v1. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly error: string;
  readonly sessionId: string | undefined;
  readonly param: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor({ status, error, message, sessionId, param, headers = {}, cause }: ApiErrorParts) {
    super(message, { cause });
    this.status = status;
    this.error = error;
    this.sessionId = sessionId;
    this.param = param;
    this.headers = headers;
  }
}
