/** @file The guided tour: a ring round a panel, and a card that says what it shows. It can be left at any step. */
import { useCallback, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { remember } from '../../lab/memory.ts';
import { useDisplay, useLab } from '../LabContext.tsx';
import { useIsNarrow, useIsPhone } from '../useMediaQuery.ts';
import { type CardSize, placeCard } from './placeCard.ts';
import { phoneTourSteps, type TourStep, tourSteps } from './tourSteps.ts';
import { useTarget } from './useTarget.ts';

export default function Tour() {
  const lab = useLab();
  const index = useDisplay((display) => display.tourStep) ?? 0;
  const steps = useIsPhone() ? phoneTourSteps : tourSteps;
  const step = steps[Math.min(index, steps.length - 1)];
  const before = useRef(document.activeElement);

  useEffect(() => step.enter?.(lab), [step, lab]);

  const leave = useCallback(() => {
    remember('tour', 'seen');
    lab.display.setTourStep(null);
    if (before.current instanceof HTMLElement) before.current.focus();
  }, [lab]);
  const go = useCallback(
    (to: number) => (to >= steps.length ? leave() : lab.display.setTourStep(Math.max(0, to))),
    [lab, leave, steps.length],
  );

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const target = event.target instanceof Element ? event.target : document.body;
      // A dialog above the tour closes first; arrows belong to the card, sliders keep theirs.
      if (event.key === 'Escape' && !target.closest('.dialog, .menu, .popover')) leave();
      else if (!target.closest('.tour-card')) return;
      else if (event.key === 'ArrowRight') go(index + 1);
      else if (event.key === 'ArrowLeft') go(index - 1);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [go, leave, index]);

  return <TourCard key={step.id} step={step} index={index} count={steps.length} onGo={go} onLeave={leave} />;
}

interface TourCardProps {
  readonly step: TourStep;
  readonly index: number;
  readonly count: number;
  onGo(index: number): void;
  onLeave(): void;
}

function TourCard({ step, index, count, onGo, onLeave }: TourCardProps) {
  const id = useId();
  const box = useTarget(step.target);
  const card = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const [size, setSize] = useState<CardSize | null>(null);
  const isSheet = useIsNarrow();
  const isLast = index === count - 1;

  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  useLayoutEffect(() => {
    const { offsetWidth: width, offsetHeight: height } = card.current!;
    setSize({ width, height });
  }, []);

  const page = { width: document.documentElement.clientWidth, height: window.innerHeight };
  const place = !isSheet && box && size ? placeCard(box, size, page) : undefined;
  return (
    <>
      {box && <div className="tour-ring" style={box} />}
      <div
        ref={card}
        className="tour-card"
        data-sheet={isSheet || undefined}
        role="dialog"
        aria-labelledby={id}
        aria-describedby={`${id}-text`}
        style={place}
      >
        <p className="tour-count">
          Tour · {index + 1} of {count}
        </p>
        <h2 id={id} ref={heading} tabIndex={-1}>
          {step.title}
        </h2>
        <p id={`${id}-text`}>{step.text}</p>
        <div className="tour-buttons">
          <button type="button" className="quiet" onClick={onLeave}>
            {isLast ? 'Close' : 'Leave the tour'}
          </button>
          {index > 0 && (
            <button type="button" onClick={() => onGo(index - 1)}>
              Back
            </button>
          )}
          <button type="button" className="primary" onClick={() => onGo(index + 1)}>
            {isLast ? 'Done' : 'Next'}
          </button>
        </div>
      </div>
    </>
  );
}
