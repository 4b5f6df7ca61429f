import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { ImageLinkQuery, ImageReply, ImageRequest } from '../../contracts/images.js';
import { errorResponse, STATE_ERRORS, TRACE_HEADER, VALIDATION_ERROR } from './error-responses.js';
import { EVENT_STREAM } from './event-stream.js';
import { MODEL_ERRORS, openAiError } from './openai-paths.js';
import { RUN_HEADERS } from './parameters.js';
import { notFound } from './resource-errors.js';

const SESSION_HEADERS = {
  ...TRACE_HEADER,
  'Session-Id': z.string().meta({ description: 'The run, which goes on when the caller leaves.' }),
};

const FILE = z.string().meta({ format: 'binary' });

export const IMAGE_PATHS: ZodOpenApiPathsObject = {
  '/v1/images/generations': {
    post: {
      tags: ['gateway'],
      security: [{ apiKey: [] }],
      operationId: 'createImage',
      summary: 'Make an image; the run can be followed and cancelled as a session',
      requestParams: { header: RUN_HEADERS },
      requestBody: { required: true, content: { 'application/json': { schema: ImageRequest } } },
      responses: {
        '200': {
          description: 'The image; its events where `Accept` prefers `text/event-stream`.',
          headers: z.object(SESSION_HEADERS),
          content: { 'application/json': { schema: ImageReply }, ...EVENT_STREAM },
        },
        ...MODEL_ERRORS,
        '400': openAiError(
          'The request does not fit its shape, asks for more than one image, or names a model that makes none.',
          'not_an_image_model',
          'qwen3:4b makes no images; image models: flux',
        ),
        '409': openAiError(
          'The run was cancelled, or the `Idempotency-Key` was used for another request.',
          'image_cancelled',
          'Image generation was cancelled; …',
        ),
        '504': openAiError(
          'The image took too long.',
          'image_timeout',
          'Image generation exceeded timeout of 600s',
        ),
        '507': openAiError('The disk is full.', 'storage_full', 'The disk of the service is full'),
      },
    },
  },
  '/api/v1/images/{id}': {
    get: {
      tags: ['gateway'],
      operationId: 'getImage',
      summary: 'The image of a run, for its owner and for holders of a signed address',
      requestParams: {
        path: z.object({ id: z.uuid().meta({ description: 'Session id of the run.' }) }),
        query: ImageLinkQuery,
      },
      responses: {
        '200': {
          description: 'The image.',
          headers: z.object({
            ...TRACE_HEADER,
            'Content-Disposition': z.string().meta({ description: 'A name made of the prompt.' }),
          }),
          content: {
            'image/png': { schema: FILE },
            'image/jpeg': { schema: FILE },
            'image/webp': { schema: FILE },
          },
        },
        '422': VALIDATION_ERROR,
        ...STATE_ERRORS,
        '403': errorResponse({
          description: 'The signature is not ours, or the key lacks the scope.',
          error: 'invalid_signature',
          message: 'This address was not made here, or was changed',
        }),
        '404': notFound('image'),
        '409': errorResponse({
          description: 'The run has no image, or none yet.',
          error: 'no_image',
          message: 'Session … has no image; its status is running',
          session: true,
        }),
        '410': errorResponse({
          description: 'The signed address has expired.',
          error: 'link_expired',
          message: 'This address has expired; …',
        }),
      },
    },
  },
};
