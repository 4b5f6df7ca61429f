import { condition } from '@temporalio/workflow';
import type { ControlStage } from '../contracts/control-messages.js';
import type { ResearchBudget, ResearchRequest } from '../contracts/research.js';
import type { PlanDecision } from '../contracts/research-controls.js';
import type { Standing } from '../domain/research/standing.js';
import { openHold } from './hold.js';

/** What people have told a run. Messages change it, steps look at it. */
export interface Controls {
  stage: ControlStage;
  paused: boolean;
  finishing: boolean;
  /** Whether there is something to write from. */
  found: boolean;
  /** Directions that no round has used yet. */
  steers: string[];
  /** Directions that were given so far, used or not. */
  directions: number;
  decision: PlanDecision | null;
  limits: ResearchBudget;
  /** How the run stands in Temporal's lists. */
  shown: Standing;
  /** Counts every change, so that a wait can end at the next one. */
  changes: number;
  /** Milliseconds that the run has waited for a person. */
  heldMs(): number;
  pause(): void;
  resume(): void;
  /** Waits while the run is paused, without a timer. */
  ready(): Promise<void>;
  /** Waits for what a person decides about the plan, at most so long; null when nobody did. */
  decided(seconds: number): Promise<PlanDecision | null>;
  /** The directions to be used now, each given once. */
  takeSteers(): string[];
}

/** Opens the controls of a run, with the limits that it was asked for. */
export function openControls({ budget, timeout }: ResearchRequest): Controls {
  const hold = openHold();
  const controls: Controls = {
    stage: 'planning',
    paused: false,
    finishing: false,
    found: false,
    steers: [],
    directions: 0,
    decision: null,
    limits: { ...budget, seconds: Math.min(timeout, budget.seconds ?? timeout) },
    shown: 'running',
    changes: 0,
    heldMs: hold.ms,
    pause() {
      controls.paused = true;
      hold.begin('pause');
    },
    resume() {
      controls.paused = false;
      hold.end('pause');
    },
    ready: () => condition(() => !controls.paused),
    async decided(seconds) {
      hold.begin('approval');
      await untilDecided(controls, seconds * 1_000);
      hold.end('approval');
      return controls.decision;
    },
    takeSteers: () => controls.steers.splice(0),
  };
  return controls;
}

/** The time to decide stands still while the run is paused. */
async function untilDecided(controls: Controls, limitMs: number): Promise<void> {
  let leftMs = limitMs;
  while (controls.decision === null && leftMs > 0) {
    await condition(() => !controls.paused || controls.decision !== null);
    const startMs = Date.now();
    await condition(() => controls.paused || controls.decision !== null, leftMs);
    leftMs -= Date.now() - startMs;
  }
}
