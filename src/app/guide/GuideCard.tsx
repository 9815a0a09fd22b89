/** @file The card of one step, and the ring round what it is about. On a narrow screen the card is a sheet at the bottom. */
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useIsNarrow } from '../useMediaQuery.ts';
import type { GuideStep } from './Guide.tsx';
import { keepInside, placeCard } from './placeCard.ts';
import { useCardSize } from './useCardSize.ts';
import { useTarget } from './useTarget.ts';

interface GuideCardProps {
  readonly name: string;
  readonly step: GuideStep;
  readonly index: number;
  readonly count: number;
  onGo(index: number): void;
  onLeave(): void;
  readonly children?: ReactNode;
}

export function GuideCard({ name, step, index, count, onGo, onLeave, children }: GuideCardProps) {
  const id = useId();
  const box = useTarget(step.target);
  const [card, size, first] = useCardSize();
  const heading = useRef<HTMLHeadingElement>(null);
  const isSheet = useIsNarrow();
  const isLast = index === count - 1;

  useEffect(() => heading.current?.focus({ preventScroll: true }), []);

  const page = { width: document.documentElement.clientWidth, height: window.innerHeight };
  const place = !isSheet && box && size && first ? keepInside(placeCard(box, first, page), size, page) : undefined;
  return (
    <>
      {box && <div className="guide-ring" style={box} />}
      <div
        ref={card}
        className="guide-card"
        data-sheet={isSheet || undefined}
        role="dialog"
        aria-labelledby={id}
        aria-describedby={`${id}-text`}
        style={place}
      >
        <p className="guide-count">
          {name} · {index + 1} of {count}
        </p>
        <h2 id={id} ref={heading} tabIndex={-1}>
          {step.title}
        </h2>
        <p id={`${id}-text`}>{step.text}</p>
        {children}
        <div className="guide-buttons">
          <button type="button" className="quiet" onClick={onLeave}>
            {isLast ? 'Close' : `Leave the ${name.toLowerCase()}`}
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
