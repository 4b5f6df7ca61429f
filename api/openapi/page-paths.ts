import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { ErrorBody, ValidationErrorBody } from '../../contracts/errors.js';
import { PageContent, ReadRequest } from '../../contracts/pages.js';
import { VerifyReply, VerifyRequest } from '../../contracts/verification.js';
import {
  BODY_ERRORS,
  errorResponse,
  STATE_ERRORS,
  TRACE_HEADER,
  VALIDATION_ERROR,
} from './error-responses.js';

export const PAGE_PATHS: ZodOpenApiPathsObject = {
  '/api/v1/read': {
    post: {
      tags: ['pages'],
      operationId: 'readPage',
      summary: 'Read one web page or PDF and return its main content',
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: ReadRequest,
            example: { url: 'https://ai.pydantic.dev/' },
          },
        },
      },
      responses: {
        '200': {
          description: 'What was found at the address.',
          headers: z.object(TRACE_HEADER),
          content: { 'application/json': { schema: PageContent } },
        },
        ...BODY_ERRORS,
        ...STATE_ERRORS,
        ...pageErrors(),
      },
    },
  },
  '/api/v1/verify': {
    post: {
      tags: ['pages'],
      operationId: 'verifyText',
      summary: 'Check the claims of a text against evidence given with it',
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: VerifyRequest,
            example: {
              text: 'The bridge is 90 m long.',
              evidence: [{ id: 'a', title: 'Survey', text: 'The bridge is 80 m long.' }],
            },
          },
        },
      },
      responses: {
        '200': {
          description: 'Each claim with its verdict and the passage that bears it.',
          headers: z.object(TRACE_HEADER),
          content: { 'application/json': { schema: VerifyReply } },
        },
        '422': VALIDATION_ERROR,
        '504': errorResponse({
          description: 'No answer came in time.',
          error: 'verify_timeout',
          message: 'No answer came within 300 s; send the request again',
        }),
        ...BODY_ERRORS,
        ...STATE_ERRORS,
      },
    },
  },
};

function pageErrors() {
  return {
    '403': errorResponse({
      description: 'The address is private, robots.txt forbids it, or the site refuses.',
      error: 'page_forbidden',
      message: '192.168.1.1 is a private address; ALLOWED_PRIVATE_HOSTS can allow it',
    }),
    '404': errorResponse({
      description: 'There is no page at the address.',
      error: 'page_not_found',
      message: 'https://example.org/gone answered 404',
    }),
    '413': errorResponse({
      description: 'The page, or the request, is too large.',
      error: 'page_too_large',
      message: 'The page is larger than 10 MB',
    }),
    '422': {
      description: 'The request does not fit its shape, or the page cannot be read.',
      headers: z.object(TRACE_HEADER),
      content: { 'application/json': { schema: z.union([ValidationErrorBody, ErrorBody]) } },
    },
    '424': errorResponse({
      description: 'The site cannot be reached, does not answer in time, or answers with no page.',
      error: 'page_unavailable',
      message: 'example.org cannot be reached: the name is unknown to DNS',
    }),
    '429': errorResponse({
      description: 'The site asks for fewer requests.',
      error: 'page_rate_limited',
      message: 'example.org answered 429',
    }),
    '504': errorResponse({
      description: 'Reading did not end in time.',
      error: 'read_timeout',
      message: 'No answer came within 60 s; send the request again',
    }),
  };
}
