import type { Env } from '../env.js';
import type { Temporal } from '../temporal/open-temporal.js';

interface TraceParts {
  readonly tracing: { traceUrl(runId: string): string | null };
  readonly temporal: Pick<Temporal, 'pageUrl'>;
}

/** Where a run can be looked into: Langfuse's page of it when that is set up, else Temporal's. */
export function traceUrls(
  { TEMPORAL_NAMESPACE }: Pick<Env, 'TEMPORAL_NAMESPACE'>,
  { tracing, temporal: { pageUrl } }: TraceParts,
): (runId: string, workflowId: string) => string | null {
  return (runId, workflowId) => {
    const traced = tracing.traceUrl(runId);
    if (traced !== null || pageUrl === null) return traced;
    return `${pageUrl}/namespaces/${TEMPORAL_NAMESPACE}/workflows/${workflowId}`;
  };
}
