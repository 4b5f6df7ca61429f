import { newSpanId, runSpanId, traceIdOf } from './trace-ids.js';

/** One observation of a trace, in Langfuse's words. Times are milliseconds since 1970. */
export interface Span {
  readonly runId: string | undefined;
  /** The whole run, or one call in it. */
  readonly place: 'run' | 'call';
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
  /** By OpenTelemetry's and Langfuse's attribute names; undefined ones are left out. */
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

/** A span as OTLP's JSON has it. */
export function otlpSpan({ runId, place, name, startMs, endMs, attributes }: Span) {
  const inRun = runId !== undefined && place === 'call';
  return {
    traceId: traceIdOf(runId),
    spanId: runId !== undefined && place === 'run' ? runSpanId(runId) : newSpanId(),
    ...(inRun && { parentSpanId: runSpanId(runId) }),
    name,
    kind: 1,
    startTimeUnixNano: nanoseconds(startMs),
    endTimeUnixNano: nanoseconds(endMs),
    attributes: Object.entries(attributes).flatMap(([key, value]) =>
      value === undefined ? [] : [{ key, value: { stringValue: value.slice(0, MOST_CHARACTERS) } }],
    ),
  };
}

/** Longer prompts and answers are cut in the trace: it shows what was asked, it is not an archive. */
const MOST_CHARACTERS = 100_000;

function nanoseconds(ms: number): string {
  return (BigInt(Math.round(ms * 1000)) * 1000n).toString();
}
