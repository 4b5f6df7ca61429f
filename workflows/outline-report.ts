import type { Section } from '../contracts/research-steps.js';
import { outlineByRules } from '../domain/research/outline.js';
import { hasTokensFor } from '../domain/research/spending.js';
import { outlineByModel } from './activities.js';
import { WRITE_SHARE } from './clock.js';
import type { Researching } from './research-state.js';
import { addUsage } from './search-state.js';
import { tryUnderControl } from './try-under-control.js';
import { warn } from './warn.js';

/** The outline gets this share of the time that is left for writing. */
const OUTLINING = 0.2;

/** The sections of the report: of the model, or by rules where there is none, or its outline is of no use. */
export async function outlineReport(
  researching: Researching,
  packKey: string,
): Promise<readonly Section[]> {
  const { input, state, clock, controls } = researching;
  const { question } = state;
  const steps = state.plan?.steps ?? [];
  const byRules = outlineByRules(question, steps);
  const model = state.models.chat;
  const hasTokens = hasTokensFor(0, controls.limits.tokens, state.usage.total_tokens);
  // An outline of one section besides the summary has nothing to order.
  if (model === null || byRules.length <= 2 || !hasTokens) return byRules;

  const now = clock.usedShare();
  const end = now + OUTLINING * Math.max(0, WRITE_SHARE - now);
  const { runId } = input;
  const asked = { runId, packKey, question, steps, judged: state.judged, model };
  const outlined = await tryUnderControl(researching, end, () => outlineByModel(asked));
  if (outlined !== undefined) addUsage(state, outlined.usage);
  if (outlined?.sections) return outlined.sections;
  const reason = outlined === undefined ? 'it failed or took too long' : outlined.fault;
  warn(researching, {
    code: 'outline-by-rules',
    message: `The model's outline could not be used (${reason}), so the report follows the steps of the plan.`,
    subject: model,
  });
  return byRules;
}
