/** A page as an owner's run has read it. */
export interface KnownPage {
  /** Key of its PageContent in the object store. */
  readonly pageKey: string;
  /** ISO 8601 UTC. */
  readonly readAt: string;
}

export interface NewKnownPage extends KnownPage {
  readonly title: string;
  readonly characters: number;
}

/**
 * Pages that were read, by owner and canonical address, as long as they may be used again. The owner is that of the run
 * that reads, so no owner ever gets, or learns of, a page that another one read.
 */
export interface KnownPages {
  /** The page as the run's owner last read it, when that is young enough. */
  find(runId: string, url: string): Promise<KnownPage | undefined>;
  /** Keeps the newest reading; nothing for a run that is gone. */
  keep(runId: string, url: string, page: NewKnownPage): Promise<void>;
}
