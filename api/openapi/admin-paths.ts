import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { Settings, SettingsChange } from '../../contracts/administration.js';
import { AuditList } from '../../contracts/audit.js';
import { KeyQuery } from '../../contracts/keys.js';
import { UsageQuery, UsageReport } from '../../contracts/model-usage.js';
import {
  Provider,
  ProviderChange,
  ProviderKey,
  ProviderList,
  ProviderRequest,
} from '../../contracts/providers.js';
import { BODY_ERRORS, errorResponse, STATE_ERRORS, VALIDATION_ERROR } from './error-responses.js';
import { jsonResponse } from './json-response.js';

const TAGS = { tags: ['administration'] };
const ONE = {
  ...TAGS,
  requestParams: {
    path: z.object({ id: z.string().meta({ description: 'Id of the provider.' }) }),
  },
};
const DONE = z.object({ success: z.literal(true), message: z.string() }).meta({ id: 'Changed' });
const SHAPE_ERRORS = { '422': VALIDATION_ERROR, ...STATE_ERRORS };
const NO_PROVIDER = {
  '404': errorResponse({
    description: 'No such provider.',
    error: 'provider_not_found',
    message: 'There is no such provider',
  }),
};
const NAME_TAKEN = {
  '409': errorResponse({
    description: 'Another provider has the name.',
    error: 'provider_exists',
    message: 'Another provider has this name',
  }),
};

/** Settings, the log of changes, and providers, for administrators. */
export const ADMIN_PATHS: ZodOpenApiPathsObject = {
  '/api/admin/settings': {
    get: {
      ...TAGS,
      operationId: 'getSettings',
      summary: 'Show what administrators have set',
      responses: { '200': jsonResponse('The settings.', Settings), ...STATE_ERRORS },
    },
    patch: {
      ...TAGS,
      operationId: 'changeSettings',
      summary: 'Change settings; they take hold on every process within a second',
      requestBody: body(SettingsChange),
      responses: {
        '200': jsonResponse('The settings as they are now.', Settings),
        ...BODY_ERRORS,
        ...SHAPE_ERRORS,
      },
    },
  },
  '/api/admin/audit': {
    get: {
      ...TAGS,
      operationId: 'listChanges',
      summary: 'List every change of access, newest first: who, when, what, before and after',
      requestParams: { query: KeyQuery },
      responses: { '200': jsonResponse('One page of changes.', AuditList), ...SHAPE_ERRORS },
    },
  },
  '/api/admin/usage': {
    get: {
      ...TAGS,
      operationId: 'getUsage',
      summary: 'Requests and tokens by key and model',
      requestParams: { query: UsageQuery },
      responses: { '200': jsonResponse('The usage.', UsageReport), ...SHAPE_ERRORS },
    },
  },
  '/api/admin/providers': {
    get: {
      ...TAGS,
      operationId: 'listProviders',
      summary: 'List where further models come from',
      responses: { '200': jsonResponse('The providers.', ProviderList), ...STATE_ERRORS },
    },
    post: {
      ...TAGS,
      operationId: 'createProvider',
      summary: 'Add a provider of models',
      requestBody: body(ProviderRequest),
      responses: {
        '201': jsonResponse('The provider.', Provider),
        ...NAME_TAKEN,
        ...BODY_ERRORS,
        ...SHAPE_ERRORS,
      },
    },
  },
  '/api/admin/providers/{id}': {
    get: {
      ...ONE,
      operationId: 'getProvider',
      summary: 'Show a provider, without its key',
      responses: {
        '200': jsonResponse('The provider.', Provider),
        ...NO_PROVIDER,
        ...STATE_ERRORS,
      },
    },
    patch: {
      ...ONE,
      operationId: 'changeProvider',
      summary: 'Change a provider; a new address takes its key away',
      requestBody: body(ProviderChange),
      responses: {
        '200': jsonResponse('The provider as it is now.', Provider),
        ...NO_PROVIDER,
        ...NAME_TAKEN,
        ...BODY_ERRORS,
        ...SHAPE_ERRORS,
      },
    },
    delete: {
      ...ONE,
      operationId: 'deleteProvider',
      summary: 'Delete a provider, with its key',
      responses: { '200': jsonResponse('Deleted.', DONE), ...NO_PROVIDER, ...STATE_ERRORS },
    },
  },
  '/api/admin/providers/{id}/key': {
    put: {
      ...ONE,
      operationId: 'setProviderKey',
      summary: 'Set the key that a provider is asked with; it is kept encrypted and never shown',
      requestBody: body(ProviderKey),
      responses: {
        '200': jsonResponse('Kept.', DONE),
        ...NO_PROVIDER,
        ...BODY_ERRORS,
        ...SHAPE_ERRORS,
      },
    },
    delete: {
      ...ONE,
      operationId: 'deleteProviderKey',
      summary: 'Delete the key of a provider',
      responses: { '200': jsonResponse('Deleted.', DONE), ...NO_PROVIDER, ...STATE_ERRORS },
    },
  },
};

function body(schema: z.ZodType) {
  return { required: true, content: { 'application/json': { schema } } };
}
