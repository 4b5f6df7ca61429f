/** Where a text stands in its report. */
export interface SectionPlace {
  /** From 1. */
  readonly number: number;
  readonly heading: string;
}
