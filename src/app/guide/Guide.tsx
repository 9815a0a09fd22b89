/** @file A guide through the page: one card a step, beside what it points at. It can be left at any step. */
import { type ReactNode, useCallback, useEffect, useRef } from 'react';
import { GuideCard } from './GuideCard.tsx';

/** One page of a guide: what it says, and where it points */
export interface GuideStep {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** What it points at, as a CSS selector; the first that is to be seen */
  readonly target: string;
}

export interface GuideProps {
  /** What this guide is called: “Tour”, “Lesson” */
  readonly name: string;
  readonly steps: readonly GuideStep[];
  /** From 0 */
  readonly index: number;
  /** Called with an index of a step, never beyond the ends */
  onGo(index: number): void;
  /** Left on the way, or at its end */
  onLeave(): void;
  /** Below the step's text */
  readonly children?: ReactNode;
}

export function Guide({ name, steps, index, onGo, onLeave, children }: GuideProps) {
  const before = useRef(originOf(document.activeElement));
  const leave = useCallback(() => {
    onLeave();
    const { current: origin } = before;
    // A guide that was begun in a dialog comes back to a page without it.
    const back = origin?.isConnected ? origin : document.querySelector('main');
    if (back instanceof HTMLElement) back.focus({ preventScroll: true });
  }, [onLeave]);
  const go = useCallback(
    (to: number) => (to >= steps.length ? leave() : onGo(Math.max(0, to))),
    [leave, onGo, steps.length],
  );
  useGuideKeys(index, go, leave);

  const step = steps[index];
  return (
    <GuideCard key={step.id} {...{ name, step, index }} count={steps.length} onGo={go} onLeave={leave}>
      {children}
    </GuideCard>
  );
}

/** Where the focus goes back to: an item of a menu is gone by then, and the button that names its menu is there. */
function originOf(element: Element | null): Element | null {
  const label = element?.closest('[role=menu]')?.getAttribute('aria-labelledby');
  return label ? document.getElementById(label) : element;
}

/** Escape leaves from anywhere; the arrows turn the page while the card has the focus. */
function useGuideKeys(index: number, go: (index: number) => void, leave: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const target = event.target instanceof Element ? event.target : document.body;
      // A dialog above the guide closes first; arrows belong to the card, sliders keep theirs.
      if (event.key === 'Escape' && !target.closest('.dialog, .menu, .popover')) leave();
      else if (!target.closest('.guide-card')) return;
      else if (event.key === 'ArrowRight') go(index + 1);
      else if (event.key === 'ArrowLeft') go(index - 1);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [go, leave, index]);
}
