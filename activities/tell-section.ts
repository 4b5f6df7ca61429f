import type { SectionPlace } from '../contracts/section-place.js';
import type { TellStep } from './tell-step.js';

/** Tells the text of one section: every event of an answer says which section it belongs to. */
export function inSection(tell: TellStep, { number }: SectionPlace): TellStep {
  return (type, data = {}) => tell(type, { ...data, section: number });
}

/** What stands before the text of a section in the report. */
export function headingLine(heading: string): string {
  return `## ${heading}\n\n`;
}

/** A section as it stands in the report. */
export function withHeading(heading: string, text: string): string {
  return `${headingLine(heading)}${text}\n\n`;
}
