import { expect, test } from 'vitest';
import { SearchBody } from '../../../api/validation/search-body.js';
import { validate } from '../../../api/validation/validate.js';
import { ValidationError } from '../../../api/validation/validation-error.js';

/** Bodies and the one issue that FastAPI with pydantic 2 answers, which the API repeats to the letter. */
const REFUSED: [body: unknown, issue: object][] = [
  [{}, { type: 'missing', loc: ['body', 'query'], msg: 'Field required', input: {} }],
  [
    { query: '' },
    {
      type: 'string_too_short',
      loc: ['body', 'query'],
      msg: 'String should have at least 1 character',
      input: '',
      ctx: { min_length: 1 },
    },
  ],
  [
    { query: 'x'.repeat(5_001) },
    {
      type: 'string_too_long',
      loc: ['body', 'query'],
      msg: 'String should have at most 5000 characters',
      input: 'x'.repeat(5_001),
      ctx: { max_length: 5_000 },
    },
  ],
  [
    { query: ' \n\t ' },
    {
      type: 'value_error',
      loc: ['body', 'query'],
      msg: 'Value error, query must hold more than white space',
      input: ' \n\t ',
      ctx: { error: {} },
    },
  ],
  [
    { query: 7 },
    {
      type: 'string_type',
      loc: ['body', 'query'],
      msg: 'Input should be a valid string',
      input: 7,
    },
  ],
  [
    { query: null },
    {
      type: 'string_type',
      loc: ['body', 'query'],
      msg: 'Input should be a valid string',
      input: null,
    },
  ],
  [
    { query: 'q', mode: 'fast' },
    {
      type: 'enum',
      loc: ['body', 'mode'],
      msg: "Input should be 'speed', 'balanced' or 'deep'",
      input: 'fast',
      ctx: { expected: "'speed', 'balanced' or 'deep'" },
    },
  ],
  [
    { query: 'q', max_sources: 4 },
    {
      type: 'greater_than_equal',
      loc: ['body', 'max_sources'],
      msg: 'Input should be greater than or equal to 5',
      input: 4,
      ctx: { ge: 5 },
    },
  ],
  [
    { query: 'q', max_sources: '51' },
    {
      type: 'less_than_equal',
      loc: ['body', 'max_sources'],
      msg: 'Input should be less than or equal to 50',
      input: '51',
      ctx: { le: 50 },
    },
  ],
  [
    { query: 'q', timeout: 1e300 },
    {
      type: 'less_than_equal',
      loc: ['body', 'timeout'],
      msg: 'Input should be less than or equal to 300',
      input: 1e300,
      ctx: { le: 300 },
    },
  ],
  [
    { query: 'q', timeout: 10.5 },
    {
      type: 'int_from_float',
      loc: ['body', 'timeout'],
      msg: 'Input should be a valid integer, got a number with a fractional part',
      input: 10.5,
    },
  ],
  [
    { query: 'q', timeout: 'soon' },
    {
      type: 'int_parsing',
      loc: ['body', 'timeout'],
      msg: 'Input should be a valid integer, unable to parse string as an integer',
      input: 'soon',
    },
  ],
  [
    { query: 'q', timeout: [60] },
    {
      type: 'int_type',
      loc: ['body', 'timeout'],
      msg: 'Input should be a valid integer',
      input: [60],
    },
  ],
  [
    { query: 'q', timeout: Number.POSITIVE_INFINITY },
    {
      type: 'finite_number',
      loc: ['body', 'timeout'],
      msg: 'Input should be a finite number',
      input: Number.POSITIVE_INFINITY,
    },
  ],
  [
    { query: 'q', stream: 'perhaps' },
    {
      type: 'bool_parsing',
      loc: ['body', 'stream'],
      msg: 'Input should be a valid boolean, unable to interpret input',
      input: 'perhaps',
    },
  ],
  [
    { query: 'q', stream: null },
    {
      type: 'bool_type',
      loc: ['body', 'stream'],
      msg: 'Input should be a valid boolean',
      input: null,
    },
  ],
  [
    ['query'],
    {
      type: 'model_attributes_type',
      loc: ['body'],
      msg: 'Input should be a valid dictionary or object to extract fields from',
      input: ['query'],
    },
  ],
  [
    'query',
    {
      type: 'model_attributes_type',
      loc: ['body'],
      msg: 'Input should be a valid dictionary or object to extract fields from',
      input: 'query',
    },
  ],
];

test.each(REFUSED)('%j is refused in the words of FastAPI', (body, issue) => {
  expect(issuesOf(body)).toEqual([issue]);
});

test('every faulty field is named, in the order of the schema and once', () => {
  const issues = issuesOf({ stream: 3, timeout: 1, mode: 1, query: '' });

  expect(issues.map(({ loc }) => loc[1])).toEqual(['query', 'mode', 'timeout', 'stream']);
});

test('characters are counted as people do', () => {
  expect(validate(SearchBody, { query: '🌍'.repeat(5_000) }, 'body').query).toHaveLength(10_000);
  expect(issuesOf({ query: '🌍'.repeat(5_001) })[0]).toHaveProperty('type', 'string_too_long');
});

test('what pydantic coerces is coerced, and what it ignores is ignored', () => {
  const body = {
    query: ' q\u0000 ',
    max_sources: ' +2_0.0 ',
    timeout: '60',
    stream: 'YES',
    enable_diversity: 0,
    enable_recency: 'off',
    unknown: [],
  };

  expect(validate(SearchBody, body, 'body')).toMatchObject({
    query: 'q',
    max_sources: 20,
    timeout: 60,
    stream: true,
    enable_diversity: false,
    enable_recency: false,
  });
  expect(validate(SearchBody, body, 'body')).not.toHaveProperty('unknown');
});

function issuesOf(body: unknown) {
  try {
    validate(SearchBody, body, 'body');
    return [];
  } catch (error) {
    if (error instanceof ValidationError) return error.issues;
    throw error;
  }
}
