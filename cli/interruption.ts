/** @file A person's wish to stop: the first one lets the run come to a good end, a second one ends the process. */

/** The first interrupt finishes what must not be cut and saves; a second one ends the process as usual. */
export function listenForInterruption(): { readonly requested: boolean; dispose(): void } {
  const state: { requested: boolean; dispose: () => void } = { requested: false, dispose: () => {} };
  const stop = () => {
    state.requested = true;
    state.dispose();
  };
  state.dispose = () => {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return state;
}
