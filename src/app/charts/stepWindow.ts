/** @file The part of the training steps that is shown: zoomed about a step, scrolled, and kept inside the whole. */

/** From which training step to which */
export type StepWindow = readonly [from: number, to: number];

/** Fewest steps that can be shown */
const shortest = 4;

/**
 * @param window what is shown; null: the whole
 * @param centre the step that stays where it is
 * @param factor of the window's length: below 1 zooms in
 * @returns the new window; null where all is shown
 */
export function zoomWindow(
  window: StepWindow | null,
  whole: StepWindow,
  centre: number,
  factor: number,
): StepWindow | null {
  const [from, to] = window ?? whole;
  const length = Math.max(shortest, (to - from) * factor);
  const share = (centre - from) / (to - from);
  return insideWhole([centre - share * length, centre + (1 - share) * length], whole);
}

/** @param steps how far to the right, in training steps */
export function scrollWindow(window: StepWindow | null, whole: StepWindow, steps: number): StepWindow | null {
  const [from, to] = window ?? whole;
  return insideWhole([from + steps, to + steps], whole);
}

/** Scrolls as little as it takes to show a step. */
export function showStep(window: StepWindow | null, whole: StepWindow, step: number): StepWindow | null {
  const [from, to] = window ?? whole;
  if (step < from) return scrollWindow(window, whole, step - from);
  return step > to ? scrollWindow(window, whole, step - to) : window;
}

/** Moves a window inside the whole; one that would show all of it follows the run as it grows. */
function insideWhole([from, to]: StepWindow, whole: StepWindow): StepWindow | null {
  const length = to - from;
  if (length >= whole[1] - whole[0]) return null;
  const start = Math.min(Math.max(from, whole[0]), whole[1] - length);
  return [start, start + length];
}
