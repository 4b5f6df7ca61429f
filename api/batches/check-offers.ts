import type { BatchQuestion } from '../../contracts/batches.js';
import type { Caller } from '../../contracts/callers.js';
import type { ValidationIssue } from '../../contracts/errors.js';
import type { SourceChoice } from '../../contracts/source-scope.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import { checkEngine } from '../check-engine.js';
import { checkFollowUp } from '../check-follow-up.js';
import { checkModel } from '../check-model.js';
import { checkSources } from '../check-sources.js';
import type { ReadLine } from './check-lines.js';

type Refuse = (question: BatchQuestion) => Promise<ValidationIssue | undefined>;

/** Finds the lines that ask for what this instance does not have. Each is looked up once. */
export async function checkOffers(
  parts: AppParts,
  caller: Caller,
  lines: readonly ReadLine[],
): Promise<ReadLine[]> {
  const refuse = refuser(parts, caller);
  const checked: ReadLine[] = [];
  for (const read of lines) {
    const issue = 'question' in read ? await refuse(read.question) : undefined;
    if (issue === undefined || !('question' in read)) checked.push(read);
    else checked.push({ line: read.line, text: read.question.request.query, issue });
  }
  return checked;
}

function refuser(parts: AppParts, caller: Caller): Refuse {
  const engine = remember(async (name: EngineName) => checkEngine(parts, name));
  const model = remember((name: string | null) => checkModel(parts, name));
  const choice = remember(
    (asked: SourceChoice) => checkSources(caller, parts, asked),
    ({ sources, collection_ids, document_ids }) =>
      JSON.stringify([sources, collection_ids, document_ids]),
  );
  const start = remember((session: string | null) => checkFollowUp(caller, parts, session));
  return async ({ kind, request }) => {
    const { search_engine, model: name } = request;
    const noEngine = await engine(search_engine);
    if (noEngine !== undefined) return issueOf(noEngine, 'search_engine', search_engine);
    const noModel = await model(name);
    if (noModel !== undefined) return issueOf(noModel, 'model', name);
    const noSource = await choice(request);
    if (noSource !== undefined) return issueOf(noSource, 'sources', request.sources);
    if (kind === 'search') return undefined;
    const noStart = await start(request.follow_up_of);
    return noStart && issueOf(noStart, 'follow_up_of', request.follow_up_of);
  };
}

type EngineName = Parameters<typeof checkEngine>[1];

/** The refusal of each thing that is asked for, or undefined for what there is. */
function remember<Asked>(
  check: (asked: Asked) => Promise<void>,
  keyOf: (asked: Asked) => unknown = (asked) => asked,
) {
  const known = new Map<unknown, ApiError | undefined>();
  return async (asked: Asked): Promise<ApiError | undefined> => {
    const key = keyOf(asked);
    if (!known.has(key)) known.set(key, await refusalOf(() => check(asked)));
    return known.get(key);
  };
}

/** A server that cannot be asked refuses the whole batch: that is an error, not a refusal. */
async function refusalOf(check: () => Promise<void>): Promise<ApiError | undefined> {
  try {
    await check();
    return undefined;
  } catch (error) {
    if (error instanceof ApiError && error.status < 500) return error;
    throw error;
  }
}

function issueOf({ message }: ApiError, field: string, input: unknown): ValidationIssue {
  const msg = `Value error, ${message}`;
  return { type: 'value_error', loc: [field], msg, input, ctx: { error: {} } };
}
