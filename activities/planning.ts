import { cancellationSignal } from '@temporalio/activity';
import { PlanReply, type SearchPlan } from '../contracts/search-plan.js';
import type { PlanInput, PlanOutput } from '../contracts/search-steps.js';
import type { Services } from '../contracts/services.js';
import { planByRules } from '../domain/search/plan-by-rules.js';
import { planFromModel } from '../domain/search/plan-from-model.js';
import { planPrompt } from '../domain/search/plan-prompt.js';
import { namedModel } from './named-model.js';

/** A plan is a few short queries; a model that writes more is in a loop. */
const PLAN_TOKENS = 400;

/** Turning a question into queries. */
export function createPlanningActivities({ chat }: Pick<Services, 'chat'>) {
  return {
    /** At least one query, without a model. */
    async planByRules({ query, limit }: { query: string; limit: number }): Promise<SearchPlan> {
      const plan = planByRules(query);
      return { ...plan, sub_queries: plan.sub_queries.slice(0, limit) };
    },

    /** A plan of the model under a grammar; where its reply is of no use, the rules' plan. */
    async planQueries({ query, model, todayIso, runId }: PlanInput): Promise<PlanOutput> {
      const signal = cancellationSignal();
      const planner = await namedModel(chat, model, signal);
      const request = {
        messages: planPrompt(query, todayIso),
        maxTokens: PLAN_TOKENS,
        temperature: 0,
        runId,
      };
      const { value, usage } = await planner.ask(request, PlanReply, signal);
      return {
        plan: value === undefined ? planByRules(query) : planFromModel(value, query),
        usage,
      };
    },
  };
}
