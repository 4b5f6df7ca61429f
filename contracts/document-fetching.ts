/** A document at a web address, on its way. */
export interface FetchedDocument {
  /** As its server calls it, or as the address ends. */
  readonly filename: string;
  /** Its bytes, once only. Iterating throws ServiceError: too-large, unavailable, stalled. */
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Opens documents at public addresses. Throws ServiceError: forbidden for a private address, and whatever keeps it
 * from reading.
 */
export interface DocumentFetcher {
  open(url: string, signal: AbortSignal): Promise<FetchedDocument>;
  close(): Promise<void>;
}
