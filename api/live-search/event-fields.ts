import { FAILURES } from '../../contracts/failures.js';
import { isRecord } from '../is-record.js';

/** Data of an event as it comes out of the log: JSON, whose fields are looked at before they are believed. */
export type Fields = Readonly<Record<string, unknown>>;

/** An event of the stream of a live search. */
export interface LiveEvent {
  readonly event: 'progress' | 'markdown_chunk' | 'complete' | 'error' | 'cancelled';
  readonly data: Fields;
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

export function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** The HTTP status that stands for a failure by its code; 500 for one that is not of the table. */
export function statusOf(code: unknown): number {
  return Object.entries(FAILURES).find(([known]) => known === code)?.[1].status ?? 500;
}
