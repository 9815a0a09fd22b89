/** @file Binds the shelf of kept runs to a browser page: when it begins, and what it does before the page goes. */
import { fetchFile } from '../files.ts';
import type { Lab } from '../lab.ts';
import { RecordedExamples } from './examples.ts';

export function keepRuns(lab: Lab, page: Document = document): void {
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('onestep-lab-runs');
  lab.runs.keep(channel);
  // A hidden page may be frozen or dropped at any time, without another word.
  page.addEventListener('visibilitychange', () => {
    if (page.visibilityState === 'hidden') void lab.runs.saveNow();
  });
  void whenSceneMoves(lab).then(() => {
    void lab.runs.start();
    new RecordedExamples({ lab, fetchFile }).start();
  });
}

/** Resolves with the first pose, or with the news that there will be none: the first frame comes first. */
function whenSceneMoves({ store }: Lab): Promise<void> {
  return new Promise((resolve) => {
    const stop = store.subscribe(({ liveStatus, live }) => {
      if (liveStatus === null && live.phase !== 'failed') return;
      stop();
      resolve();
    });
  });
}
