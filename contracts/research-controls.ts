import { z } from 'zod';
import { planFault } from './plan-fault.js';
import { ResearchBudget, ResearchPlan, ResearchRequest, ResearchStep } from './research.js';
import { Session, SessionStatus } from './sessions.js';

/** Body of POST /api/v1/sessions/{id}/steer. */
export const SteerRequest = z
  .object({
    direction: z.string().trim().min(1).max(2_000).meta({
      description: 'What to look at as well, 1 to 2,000 characters; used from the next round on.',
    }),
  })
  .meta({ id: 'SteerRequest' });
export type SteerRequest = z.infer<typeof SteerRequest>;

/** Body of POST /api/v1/sessions/{id}/plan. */
export const PlanDecision = z
  .object({
    approved: z.boolean().default(true).meta({ description: '`false` cancels the session.' }),
    steps: z
      .array(
        ResearchStep.extend({
          description: z.string().min(1).max(1_000),
          search_query: z.string().min(1).max(1_000),
          expected_outcome: z.string().max(1_000).default(''),
          depends_on: ResearchStep.shape.depends_on.max(20).default([]),
        }),
      )
      .min(1)
      .max(20)
      .optional()
      .superRefine((steps, context) => {
        const fault = steps === undefined ? null : planFault(steps);
        if (fault !== null)
          context.addIssue({ code: 'custom', path: [fault.at], message: fault.message });
      })
      .meta({ description: 'Steps in place of the planned ones; left out, the plan stands.' }),
  })
  .meta({ id: 'PlanDecision' });
export type PlanDecision = z.infer<typeof PlanDecision>;

/** Body of POST /api/v1/sessions/{id}/budget: new limits; one that is left out or null stays as it is. */
export const BudgetChange = ResearchBudget.refine(
  (budget) => Object.values(budget).some((limit) => limit !== null),
  { message: 'name at least one limit: seconds, tokens, pages or searches' },
).meta({ id: 'BudgetChange' });
export type BudgetChange = z.infer<typeof BudgetChange>;

/** Answer to a research that waits for the approval of its plan. */
export const AwaitingApproval = z
  .object({
    session_id: z.uuid(),
    status: z.literal('awaiting_approval'),
    message: z.string(),
    plan: ResearchPlan,
    approval_timeout: z.int().meta({ description: 'Seconds that it waits.' }),
    approval_default: ResearchRequest.shape.approval_default.unwrap(),
    links: z.object({
      plan: z.string().meta({ description: 'POST your decision here.' }),
      events: z.string(),
      session: z.string().meta({ description: 'The result, when it is there.' }),
    }),
  })
  .meta({ id: 'AwaitingApproval' });
export type AwaitingApproval = z.infer<typeof AwaitingApproval>;

/** Answer to a research that is not there in its time, since a person held it or gave it other limits. */
export const StillGoing = z
  .object({
    session_id: z.uuid(),
    status: SessionStatus,
    waiting_for: Session.shape.waiting_for,
    message: z.string(),
    links: z.object({
      events: z.string(),
      session: z.string().meta({ description: 'The result, when it is there.' }),
    }),
  })
  .meta({ id: 'StillGoing' });
export type StillGoing = z.infer<typeof StillGoing>;

/** Answer of a control that a session took. */
export const Controlled = z
  .object({ id: z.uuid(), status: SessionStatus, message: z.string() })
  .meta({ id: 'Controlled' });
export type Controlled = z.infer<typeof Controlled>;
