import type { Coverage, ResearchStep } from '../../contracts/research.js';
import type { JudgedStep, StepQuery, StepVerdict } from '../../contracts/research-steps.js';
import { cutQuery } from '../search/cut-query.js';
import { findNames } from '../search/find-names.js';
import { areAlike } from '../search/model-queries.js';

const LEVELS: readonly Coverage[] = ['not', 'partly', 'covered'];

interface Verdicts {
  readonly steps: readonly ResearchStep[];
  readonly byRules: readonly JudgedStep[];
  readonly byModel: readonly StepVerdict[];
}

/**
 * What is covered of each step, by the rules and a model together: the model's word counts, for one level up or down
 * from what the rules measured, so that a model that writes nonsense neither ends a research nor keeps it going alone.
 */
export function mergeVerdicts({ byRules, byModel }: Verdicts): JudgedStep[] {
  return byRules.map((rules) => {
    const verdict = byModel.find(({ step_number }) => step_number === rules.step_number);
    if (verdict === undefined) return rules;
    const { missing, contradicts, step_number } = verdict;
    const state = nearest(verdict.state, rules.state);
    const judged = {
      step_number,
      state,
      missing: state === 'covered' ? '' : missing || rules.missing,
    };
    return contradicts === '' ? judged : { ...judged, contradicts };
  });
}

function nearest(wanted: Coverage, measured: Coverage): Coverage {
  const at = LEVELS.indexOf(measured);
  const to = Math.min(at + 1, Math.max(at - 1, LEVELS.indexOf(wanted)));
  return LEVELS[to] ?? measured;
}

interface Asking extends Verdicts {
  readonly judged: readonly JudgedStep[];
  readonly asked: readonly StepQuery[];
  /** What the rules would ask next. */
  readonly next: readonly StepQuery[];
  /** Most queries wanted. */
  readonly limit: number;
}

/**
 * The queries of the next round: steps whose turn has come, then the model's for what is missing, on half of the places
 * at most, then the rules'. Never none while a step that was asked for is open and there are words to ask with.
 */
export function mergeQueries(asking: Asking): StepQuery[] {
  const { judged, byModel, asked, next, limit } = asking;
  const open = judged.filter(({ state }) => state !== 'covered');
  const due = next.filter(({ intent }) => intent === 'step');
  const gaps = open.flatMap(({ step_number }): StepQuery[] => {
    const verdict = verdictOn(step_number);
    const query = verdict?.query ?? '';
    return query === '' ? [] : [{ step: step_number, query, ...gap(verdict), priority: 2 }];
  });
  const fresh = distinct(gaps, [...asked, ...due]).slice(0, Math.ceil(limit / 2));
  const all = [...due, ...fresh, ...distinct(next, [...due, ...fresh])].slice(0, limit);
  if (all.length > 0 || limit < 1) return all;
  return distinct(open.flatMap(reworded), asked).slice(0, limit);

  function reworded({ step_number, missing }: JudgedStep): StepQuery[] {
    const step = asking.steps.find((one) => one.step_number === step_number);
    const isAsked = asked.some((query) => query.step === step_number);
    if (step === undefined || !isAsked || missing === '') return [];
    const names = findNames(step.search_query).join(' ') || step.search_query;
    const query = cutQuery(`${names} ${missing.replaceAll(',', '')}`);
    return [{ step: step_number, query, ...gap(verdictOn(step_number)), priority: 3 }];
  }

  function verdictOn(step: number): StepVerdict | undefined {
    return byModel.find(({ step_number }) => step_number === step);
  }
}

/** What a model writes with documents before it may be their words, which no search engine is to see. */
function gap(verdict: StepVerdict | undefined): Pick<StepQuery, 'intent' | 'only'> {
  return { intent: 'gap', ...(verdict?.fromDocuments === true ? { only: 'documents' } : {}) };
}

function distinct(queries: readonly StepQuery[], known: readonly StepQuery[]): StepQuery[] {
  const kept: StepQuery[] = [];
  for (const one of queries) {
    if (![...known, ...kept].some(({ query }) => areAlike(query, one.query))) kept.push(one);
  }
  return kept;
}
