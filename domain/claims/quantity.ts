/** A number, an amount, a share, a rank or a date as a text states it. */
export interface Quantity {
  readonly start: number;
  /** First character after it. */
  readonly end: number;
  readonly kind: 'number' | 'ordinal' | 'date' | 'literal';
  readonly value: number;
  /** Step of the last digit that was given: 100,000 for "1.5 million", 1 for "1,503". */
  readonly step: number;
  /** Percent, a currency code, a unit of measure, "decade"; empty for a bare number. */
  readonly unit: string;
  readonly month: number | null;
  readonly day: number | null;
  /** The written form, for what is compared letter by letter such as versions and times. */
  readonly literal: string;
  /** Words such as "about" before it. */
  readonly hedge: 'none' | 'about' | 'over' | 'under';
  /** "one" and "first" often count nothing; alone they decide nothing. */
  readonly soft: boolean;
}

export const NO_QUANTITY = {
  kind: 'number',
  value: 0,
  step: 1,
  unit: '',
  month: null,
  day: null,
  literal: '',
  hedge: 'none',
  soft: false,
} as const;
