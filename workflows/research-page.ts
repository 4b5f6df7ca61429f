import { setCurrentDetails } from '@temporalio/workflow';
import { type Researching, spendingOf } from './research-state.js';

const STAGES = {
  planning: 'Planning',
  approval: 'Waiting for the plan to be approved',
  gathering: 'Gathering',
  writing: 'Writing',
  ended: 'Ended',
} as const;

/** Shows on the run's own page in Temporal how far it is and what it has used up; costs no history. */
export function showProgress({ input, state, controls }: Researching): void {
  const { limits, stage } = controls;
  const spent = spendingOf(state);
  const covered = state.judged.filter(({ state: coverage }) => coverage === 'covered').length;
  const rows = [
    row(
      'rounds',
      state.rounds.filter(({ iteration }) => iteration > 0).length,
      input.request.max_iterations,
    ),
    row('steps covered', covered, state.plan?.steps.length ?? 0),
    row('searches', spent.searches, limits.searches),
    row('pages', spent.pages, limits.pages),
    row('tokens', spent.tokens, limits.tokens),
    row('seconds', null, limits.seconds),
  ];
  setCurrentDetails(
    [`**${STAGES[stage]}**`, '', '| | now | limit |', '|---|---|---|', ...rows].join('\n'),
  );
}

function row(name: string, now: number | null, limit: number | null): string {
  return `| ${name} | ${now ?? ''} | ${limit ?? 'none'} |`;
}
