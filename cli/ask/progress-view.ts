import type { Colors } from './colors-for.js';
import type { StreamedEvent } from './event-stream.js';
import type { ProgressLine } from './progress-line.js';

/** What is shown of events. */
export interface ProgressView {
  /** The lines that an event is told as; none for those that are not shown. */
  add(event: StreamedEvent): readonly ProgressLine[];
  /** What stands below the lines for now, on a terminal so many characters wide. */
  rows(columns: number, colors: Colors): readonly string[];
}
