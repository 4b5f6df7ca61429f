import { ApplicationFailure, defineSignal, defineUpdate, setHandler } from '@temporalio/workflow';
import type { ControlMessages, ControlName } from '../contracts/control-messages.js';
import { refusalOf } from '../domain/research/control-refusal.js';
import type { Controls } from './controls.js';
import type { Tell } from './events.js';
import { showStatus } from './search-attributes.js';

type Take<Name extends ControlName> = (body: ControlMessages[Name]) => void;
type Takes = { readonly [Name in ControlName]: Take<Name> };

/**
 * Lets a run be controlled by messages of Temporal, each as an update and as a signal. An update that does not fit the
 * state of the run is refused with the reason; a signal, which cannot be answered, is then told as a warning.
 */
export function handleControls(controls: Controls, tell: Tell): void {
  const takes = takesOf(controls, tell);
  handle('pause', controls, { take: takes.pause, tell });
  handle('resume', controls, { take: takes.resume, tell });
  handle('finish', controls, { take: takes.finish, tell });
  handle('steer', controls, { take: takes.steer, tell });
  handle('plan', controls, { take: takes.plan, tell });
  handle('budget', controls, { take: takes.budget, tell });
}

function handle<Name extends ControlName>(
  name: Name,
  controls: Controls,
  { take, tell }: { take: Take<Name>; tell: Tell },
): void {
  function act(body: ControlMessages[Name]): void {
    take(body);
    controls.changes += 1;
  }
  setHandler(defineUpdate<void, [ControlMessages[Name]]>(name), act, {
    validator(body) {
      const refusal = refusalOf({ name, body }, controls);
      if (refusal !== null) throw ApplicationFailure.nonRetryable(refusal.message, refusal.error);
    },
  });
  setHandler(defineSignal<[ControlMessages[Name]]>(name), (body) => {
    const refusal = refusalOf({ name, body }, controls);
    if (refusal === null) act(body);
    else tell('warning', { code: refusal.error, message: refusal.message, subject: name });
  });
}

function takesOf(controls: Controls, tell: Tell): Takes {
  return {
    pause() {
      if (controls.paused) return;
      controls.pause();
      showStatus('paused');
      tell('run-paused');
    },
    resume() {
      if (!controls.paused) return;
      controls.resume();
      showStatus('running');
      tell('run-resumed');
    },
    finish() {
      controls.finishing = true;
      controls.resume();
      tell('finish-requested');
    },
    steer({ direction }) {
      controls.steers.push(direction);
      tell('steer-accepted', { direction });
    },
    plan(decision) {
      controls.decision = { ...decision, approved: decision?.approved ?? true };
      tell('plan-decided', { approved: controls.decision.approved, by: 'person' });
    },
    budget(change) {
      const { limits } = controls;
      controls.limits = {
        seconds: change.seconds ?? limits.seconds,
        tokens: change.tokens ?? limits.tokens,
        pages: change.pages ?? limits.pages,
        searches: change.searches ?? limits.searches,
      };
      tell('budget-changed', { ...controls.limits });
    },
  };
}
