import { cancellationSignal } from '@temporalio/activity';
import { ServiceError } from '../contracts/failures.js';
import { type ReportDocument, ReportedRun } from '../contracts/reports.js';
import { ResearchResult } from '../contracts/research.js';
import { SearchResult } from '../contracts/search.js';
import type { Services } from '../contracts/services.js';
import type { RenderReportInput, StoredReport } from '../contracts/workflow-inputs.js';
import { researchReport } from '../domain/reports/research-report.js';
import { searchReport } from '../domain/reports/search-report.js';
import { getJson, runPrefix } from './stored-json.js';

/** Reports of runs, kept beside what the runs keep and deleted with it. */
export function createReportingActivities({
  reports,
  objects,
  runs,
}: Pick<Services, 'reports' | 'objects' | 'runs'>) {
  return {
    /** A report in which something is missing lies apart, so that it is made anew when it is asked for again. */
    async renderReport(input: RenderReportInput): Promise<StoredReport> {
      const { sessionId, requestKey, format, prefix } = input;
      const report = reportOf(await getJson(objects, requestKey, ReportedRun));
      const { bytes, notes } = await reports.render(report, format, cancellationSignal());
      const whole = notes.length === 0;
      const folder = runPrefix(sessionId);
      const key = await objects.put(whole ? prefix : `${folder}/reports/incomplete`, bytes);
      if ((await runs.find(sessionId)) === undefined) {
        await objects.deletePrefix(folder);
        throw new ServiceError('not-found', `Session ${sessionId} was deleted meanwhile`);
      }
      return { key, notes };
    },
  };
}

function reportOf({ result, ...facts }: ReportedRun): ReportDocument {
  const research = ResearchResult.safeParse(result);
  if (research.success) return researchReport(facts, research.data);
  const search = SearchResult.safeParse(result);
  if (search.success) return searchReport(facts, search.data);
  throw new ServiceError('unreadable', 'The result of this session has a shape without a report', {
    cause: search.error,
  });
}
