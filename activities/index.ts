import type { Services } from '../contracts/services.js';
import { createAnsweringActivities } from './answering.js';
import { createBatchActivities } from './batches.js';
import { createCheckingActivities } from './checking.js';
import { createModelChoiceActivities } from './choose-models.js';
import { createDocumentStateActivities } from './document-state.js';
import { createDrawingActivities } from './drawing.js';
import { createPageFindingActivities } from './finding-pages.js';
import { createFollowUpActivities } from './follow-ups.js';
import { createLinkFollowingActivities } from './following-links.js';
import { createIndexingActivities } from './indexing-documents.js';
import { createMergingActivities } from './merging.js';
import { createOutliningActivities } from './outlining.js';
import { createParsingActivities } from './parsing-documents.js';
import { createPerplexityActivities } from './perplexity.js';
import { createPlanningActivities } from './planning.js';
import { createRankingActivities } from './ranking.js';
import { createReadingActivities } from './reading.js';
import { createReembeddingActivities } from './reembedding-documents.js';
import { createReportCompletionActivities } from './report-completion.js';
import { createReportingActivities } from './reporting.js';
import { createResearchGatheringActivities } from './research-gathering.js';
import { createResearchPlanningActivities } from './research-planning.js';
import { createResearchRankingActivities } from './research-ranking.js';
import { createResearchWritingActivities } from './research-writing.js';
import { createRewritingActivities } from './rewriting.js';
import { createRunStateActivities } from './run-state.js';
import { createScheduleActivities } from './schedules.js';
import { createSearchingActivities } from './searching.js';
import { createDocumentSearchActivities } from './searching-documents.js';
import { createSectionWritingActivities } from './section-writing.js';
import { createStepJudgingActivities } from './step-judging.js';
import { createSectionTellingActivities } from './telling-sections.js';
import { createVerificationActivities } from './verification.js';
import { createWritingActivities } from './writing.js';

/** Every activity of the product, over the services handed in. */
export function createActivities(services: Services) {
  return {
    ...createDocumentStateActivities(services),
    ...createParsingActivities(services),
    ...createIndexingActivities(services),
    ...createReembeddingActivities(services),
    ...createPageFindingActivities(services),
    ...createRunStateActivities(services),
    ...createModelChoiceActivities(services),
    ...createPlanningActivities(services),
    ...createSearchingActivities(services),
    ...createDocumentSearchActivities(services),
    ...createMergingActivities(services),
    ...createReadingActivities(services),
    ...createRankingActivities(services),
    ...createWritingActivities(services),
    ...createRewritingActivities(services),
    ...createCheckingActivities(services),
    ...createAnsweringActivities(services),
    ...createPerplexityActivities(services),
    ...createVerificationActivities(services),
    ...createResearchPlanningActivities(services),
    ...createFollowUpActivities(services),
    ...createResearchGatheringActivities(services),
    ...createLinkFollowingActivities(services),
    ...createStepJudgingActivities(services),
    ...createSectionTellingActivities(services),
    ...createResearchRankingActivities(services),
    ...createResearchWritingActivities(services),
    ...createOutliningActivities(services),
    ...createSectionWritingActivities(services),
    ...createReportCompletionActivities(services),
    ...createReportingActivities(services),
    ...createBatchActivities(services),
    ...createScheduleActivities(services),
    ...createDrawingActivities(services),
  };
}

export type Activities = ReturnType<typeof createActivities>;
