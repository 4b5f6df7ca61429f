import { ApplicationFailure, defineSignal, defineUpdate, setHandler } from '@temporalio/workflow';
import type { ControlMessages, ControlName } from '../contracts/control-messages.js';
import { CONTROL_BODIES, type ReadBody } from '../domain/research/control-body.js';
import { type Refusal, refusalOf } from '../domain/research/control-refusal.js';
import type { Controls } from './controls.js';
import type { Tell } from './events.js';
import { showStanding } from './search-attributes.js';

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
  function read(sent: unknown): ReadBody<ControlMessages[Name]> {
    const refusal = refusalOf(name, controls);
    return refusal === null ? CONTROL_BODIES[name](sent) : { taken: false, refusal };
  }
  function act(body: ControlMessages[Name]): void {
    take(body);
    controls.changes += 1;
    showStanding(controls);
  }
  setHandler(
    defineUpdate<void, [unknown]>(name),
    (sent) => {
      const message = read(sent);
      if (!message.taken) throw failureOf(message.refusal);
      act(message.body);
    },
    {
      validator(sent) {
        const message = read(sent);
        if (!message.taken) throw failureOf(message.refusal);
      },
    },
  );
  setHandler(defineSignal<[unknown]>(name), (sent) => {
    const message = read(sent);
    if (message.taken) act(message.body);
    else
      tell('warning', {
        code: message.refusal.error,
        message: message.refusal.message,
        subject: name,
      });
  });
}

function failureOf({ error, message }: Refusal): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, error);
}

function takesOf(controls: Controls, tell: Tell): Takes {
  const takes: Takes = {
    pause() {
      if (controls.paused) return;
      controls.pause();
      tell('run-paused');
    },
    resume() {
      if (!controls.paused) return;
      controls.resume();
      tell('run-resumed');
    },
    finish() {
      controls.finishing = true;
      takes.resume(undefined);
      tell('finish-requested');
    },
    steer({ direction }) {
      controls.steers.push(direction);
      controls.directions += 1;
      tell('steer-accepted', { direction });
    },
    plan(decision) {
      controls.decision = decision;
      tell('plan-decided', { approved: decision.approved, by: 'person' });
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
  return takes;
}
