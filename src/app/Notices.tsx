/** @file What went wrong, until it is dismissed; news, which goes by itself; and what a link said that could not be used. */
import { useCallback, useEffect, useRef } from 'react';
import type { Notice } from '../lab/labState.ts';
import { IconButton } from './kit/IconButton.tsx';
import { CloseIcon } from './kit/icons.tsx';
import { useLab, useLabState } from './LabContext.tsx';
import { useRunMessages } from './useRunMessages.ts';

/** How long news stays, once nobody points at it */
const newsMilliseconds = 10_000;

export function Notices() {
  const lab = useLab();
  const notices = useLabState((state) => state.notices);
  const linkProblems = useLabState((state) => state.linkProblems);
  const runMessages = useRunMessages();
  const problems = notices.filter(({ tone }) => tone === 'problem');
  const news = notices.filter(({ tone }) => tone === 'news');
  return (
    <>
      {(problems.length > 0 || linkProblems.length > 0 || runMessages.length > 0) && (
        <section className="notices" aria-label="Notices">
          {runMessages.map(({ side, message, hasFailed }) => (
            <div className="notice" role="alert" key={side}>
              <p>{message}</p>
              {hasFailed && (
                <button type="button" onClick={() => lab.pair.resetSide(side)}>
                  Reset
                </button>
              )}
            </div>
          ))}
          {linkProblems.length > 0 && (
            <LinkProblems problems={linkProblems} onDismiss={() => lab.dismissLinkProblems()} />
          )}
          {problems.map((notice) => (
            <NoticeLine key={notice.id} notice={notice} />
          ))}
        </section>
      )}
      {news.length > 0 && (
        <section className="news" aria-label="News">
          {news.map((notice) => (
            <NoticeLine key={notice.id} notice={notice} />
          ))}
        </section>
      )}
    </>
  );
}

function LinkProblems({ problems, onDismiss }: { problems: readonly string[]; onDismiss(): void }) {
  return (
    <div className="notice" role="alert">
      <div>
        <p>This part of the link could not be used, the rest is applied:</p>
        <ul>
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      </div>
      <button type="button" onClick={onDismiss}>
        Dismiss
      </button>
    </div>
  );
}

function NoticeLine({ notice: { id, message, tone, actions } }: { notice: Notice }) {
  const lab = useLab();
  const dismiss = useCallback(() => lab.office.dismiss(id), [lab, id]);
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (tone !== 'news') return;
    const timer = setInterval(() => {
      // What is pointed at, or about to be pressed, stays.
      if (!line.current?.matches(':hover, :focus-within')) dismiss();
    }, newsMilliseconds);
    return () => clearInterval(timer);
  }, [tone, dismiss]);
  return (
    <div className="notice" role={tone === 'problem' ? 'alert' : 'status'} ref={line}>
      <p>{message}</p>
      {actions.map(({ label, act }) => (
        <button
          key={label}
          type="button"
          onClick={() => {
            dismiss();
            act();
          }}
        >
          {label}
        </button>
      ))}
      {tone === 'problem' ? (
        <button type="button" onClick={dismiss}>
          Dismiss
        </button>
      ) : (
        <IconButton label="Dismiss" icon={<CloseIcon />} onClick={dismiss} />
      )}
    </div>
  );
}
