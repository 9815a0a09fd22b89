/** @file A titled part of the page, on its own when it fails. */
import type { ReactNode } from 'react';
import { useId } from 'react';
import { PanelBoundary } from './PanelBoundary.tsx';

interface PanelProps {
  readonly title: string;
  readonly className?: string;
  /** Controls on the title's line */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function Panel({ title, className = '', actions, children }: PanelProps) {
  const id = useId();
  return (
    <section className={`panel ${className}`} aria-labelledby={id}>
      <header className="panel-header">
        <h2 id={id}>{title}</h2>
        {actions}
      </header>
      <PanelBoundary name={title.toLowerCase()}>{children}</PanelBoundary>
    </section>
  );
}
