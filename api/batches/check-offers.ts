import type { BatchQuestion } from '../../contracts/batches.js';
import type { ValidationIssue } from '../../contracts/errors.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import { checkEngine } from '../check-engine.js';
import { checkModel } from '../check-model.js';
import { checkScope } from '../check-scope.js';
import type { ReadLine } from './check-lines.js';

type Refuse = (question: BatchQuestion) => Promise<ValidationIssue | undefined>;

/** Finds the lines that ask for what this instance does not have. Each engine and model is looked up once. */
export async function checkOffers(
  parts: AppParts,
  lines: readonly ReadLine[],
): Promise<ReadLine[]> {
  const refuse = refuser(parts);
  const checked: ReadLine[] = [];
  for (const read of lines) {
    const issue = 'question' in read ? await refuse(read.question) : undefined;
    if (issue === undefined || !('question' in read)) checked.push(read);
    else checked.push({ line: read.line, text: read.question.request.query, issue });
  }
  return checked;
}

function refuser(parts: AppParts): Refuse {
  const engine = remember(async (name: EngineName) => checkEngine(parts, name));
  const model = remember((name: string | null) => checkModel(parts, name));
  return async ({ kind, request }) => {
    const { search_engine, model: name } = request;
    const noEngine = await engine(search_engine);
    if (noEngine !== undefined) return issueOf(noEngine, 'search_engine', search_engine);
    const noModel = await model(name);
    if (noModel !== undefined) return issueOf(noModel, 'model', name);
    if (kind === 'search') return undefined;
    const noScope = await refusalOf(async () => checkScope(request));
    return noScope && issueOf(noScope, 'sources', request.sources);
  };
}

type EngineName = Parameters<typeof checkEngine>[1];

/** The refusal of each name, or undefined for what there is. */
function remember<Name>(check: (name: Name) => Promise<void>) {
  const known = new Map<Name, ApiError | undefined>();
  return async (name: Name): Promise<ApiError | undefined> => {
    if (!known.has(name)) known.set(name, await refusalOf(() => check(name)));
    return known.get(name);
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
