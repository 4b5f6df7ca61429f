import { defineSignal, setHandler } from '@temporalio/workflow';

export const pauseSignal = defineSignal('pause');
export const resumeSignal = defineSignal('resume');
export const retrySignal = defineSignal('retry');

/** What people asked of a batch while it runs. */
export interface BatchControls {
  paused(): boolean;
  /** True when something was asked since the last `take`. */
  asked(): boolean;
  /** What was asked since the last time; each is given once. */
  take(): { readonly pauseChanged: boolean; readonly retry: boolean };
}

/** Listens to the signals; the first thing that the workflow does. */
export function openBatchControls(pausedBefore: boolean): BatchControls {
  let paused = pausedBefore;
  let pauseChanged = false;
  let retry = false;
  const pause = (wanted: boolean) => () => {
    pauseChanged ||= paused !== wanted;
    paused = wanted;
  };
  setHandler(pauseSignal, pause(true));
  setHandler(resumeSignal, pause(false));
  setHandler(retrySignal, () => {
    retry = true;
  });
  return {
    paused: () => paused,
    asked: () => pauseChanged || retry,
    take() {
      const asked = { pauseChanged, retry };
      pauseChanged = false;
      retry = false;
      return asked;
    },
  };
}
