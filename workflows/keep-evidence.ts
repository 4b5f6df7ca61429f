import { keepEvidence } from './activities.js';
import type { Researching } from './research-state.js';

/** Keeps all evidence so far under one key. */
export async function keepAll(
  { input, budget, state }: Researching,
  mergedKey: string,
): Promise<string> {
  const { question, asked, read, language, plan } = state;
  const { runId } = input;
  const steps = plan?.steps ?? [];
  const { chunking } = budget;
  const found = { runId, question, language, steps, asked, mergedKey, read };
  state.evidenceKey = await keepEvidence({ ...found, chunking });
  return state.evidenceKey;
}
