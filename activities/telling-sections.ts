import type { TellSectionsInput } from '../contracts/report-steps.js';
import type { Services } from '../contracts/services.js';
import { numbersAsNamed, renumber } from '../domain/research/renumber.js';
import { reportParts } from '../domain/research/report-text.js';
import { loadSections } from './report-completion.js';
import { reportEvents } from './report-events.js';

/** Telling a report while it is written. */
export function createSectionTellingActivities({
  objects,
  writer,
}: Pick<Services, 'objects' | 'writer'>) {
  return {
    /** Tells the sections that are checked, as they will stand in the report; what was told before is not told again. */
    async tellSections({ runId, question, sections }: TellSectionsInput): Promise<void> {
      const checked = await loadSections(objects, sections);
      const numbers = numbersAsNamed(checked.map(({ text }) => text));
      const done = checked.map(({ heading, text }) => ({ heading, text: renumber(text, numbers) }));
      const report = `${reportParts(question, done).join('\n\n')}\n\n`;
      for (const event of reportEvents(report, true)) writer.write(runId, event);
    },
  };
}
