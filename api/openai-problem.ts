import type { ValidationIssue } from '../contracts/errors.js';
import type { OpenAiErrorBody } from '../contracts/openai-errors.js';
import { ApiError } from './api-error.js';
import { type Problem, type ProblemOptions, problemOf } from './problem-of.js';
import { ValidationError } from './validation/validation-error.js';

/** Names of ours that OpenAI's clients know under another. */
const CODES: Readonly<Record<string, string>> = {
  missing_api_key: 'invalid_api_key',
  context_overflow: 'context_length_exceeded',
  rate_limited: 'rate_limit_exceeded',
};

/** What a thrown error is answered with under /v1: OpenAI's shape, so that its clients raise their own errors. */
export function openAiProblem(error: unknown, options: ProblemOptions): Problem<OpenAiErrorBody> {
  if (error instanceof ValidationError) return invalid(error.issues);
  const { status: usual, body, headers } = problemOf(error, options);
  const status = usual === 422 ? 400 : usual;
  const name = 'error' in body ? body.error : null;
  const message = 'message' in body ? body.message : '';
  const param = error instanceof ApiError ? (error.param ?? null) : null;
  const code = CODES[name ?? ''] ?? name;
  return { status, headers, body: { error: { message, type: typeOf(status), param, code } } };
}

/** The first fault alone: the shape has room for one. */
function invalid([issue]: readonly ValidationIssue[]): Problem<OpenAiErrorBody> {
  const param = issue === undefined ? '' : pathOf(issue);
  const message = param === '' ? (issue?.msg ?? '') : `${param}: ${issue?.msg}`;
  const code = issue?.type === 'missing' ? 'missing_required_parameter' : 'invalid_value';
  const type = 'invalid_request_error';
  return {
    status: 400,
    headers: {},
    body: { error: { message, type, param: param === '' ? null : param, code } },
  };
}

/** `messages[0].role`; a position in text that is no JSON is no parameter. */
function pathOf({ loc: [, ...path], type }: ValidationIssue): string {
  if (type === 'json_invalid') return '';
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}

function typeOf(status: number): string {
  if (status === 401) return 'authentication_error';
  if (status === 403) return 'permission_error';
  if (status === 429) return 'rate_limit_error';
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}
