/** Signs addresses that open one thing for a while, for whoever holds them. All processes sign alike. */
export interface LinkSigner {
  /** A signature for this thing until then, in seconds since 1970. */
  sign(subject: string, expires: number): string;
  /** Whether the signature is ours for exactly this; the time is for the caller to compare. */
  verify(subject: string, expires: number, signature: string): boolean;
}
