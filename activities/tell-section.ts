import type { SectionPlace } from '../contracts/section-place.js';
import type { TellStep } from './tell-step.js';

/** Tells the text of one section: every event of an answer says which section it belongs to. */
export function inSection(tell: TellStep, { number }: SectionPlace): TellStep {
  return (type, data = {}) => tell(type, { ...data, section: number });
}

/** A section as it stands in the report. */
export function withHeading(heading: string, text: string): string {
  return `## ${heading}\n\n${text}\n\n`;
}
