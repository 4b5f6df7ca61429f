import type { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import {
  BudgetChange,
  Controlled,
  PlanDecision,
  SteerRequest,
} from '../../contracts/research-controls.js';
import { BODY_ERRORS, errorResponse } from './error-responses.js';
import { jsonResponse } from './json-response.js';
import { SESSION_PATH } from './parameters.js';
import { resourceErrors } from './resource-errors.js';

export const CONTROL_PATHS: ZodOpenApiPathsObject = {
  '/api/v1/sessions/{id}/pause': {
    post: control('pauseSession', 'Pause research: calls in hand finish, then it holds nothing'),
  },
  '/api/v1/sessions/{id}/resume': { post: control('resumeSession', 'Let paused research go on') },
  '/api/v1/sessions/{id}/finish': {
    post: control('finishSession', 'Stop gathering and write from what is there'),
  },
  '/api/v1/sessions/{id}/steer': {
    post: control('steerSession', 'Add a direction, used from the next round on', SteerRequest),
  },
  '/api/v1/sessions/{id}/plan': {
    post: control('decideOnPlan', 'Approve, edit or decline the plan that waits', PlanDecision),
  },
  '/api/v1/sessions/{id}/budget': {
    post: control('changeBudget', 'Change the limits of running research', BudgetChange),
  },
};

function control(
  operationId: string,
  summary: string,
  body?: z.ZodType,
): ZodOpenApiOperationObject {
  return {
    tags: ['sessions'],
    operationId,
    summary,
    requestParams: { path: SESSION_PATH },
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: {
      '200': jsonResponse('The session took it.', Controlled),
      '409': errorResponse({
        description: 'It does not fit what the session is doing; the code and the message say why.',
        error: 'not_awaiting_approval',
        message: 'This run does not wait for an approval',
        session: true,
      }),
      ...(body === undefined ? {} : BODY_ERRORS),
      ...resourceErrors('session'),
    },
  };
}
