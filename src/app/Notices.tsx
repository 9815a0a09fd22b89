/** @file What went wrong, until it is dismissed; and what a link said that could not be used. */
import { useLab, useLabState } from './LabContext.tsx';

export function Notices() {
  const lab = useLab();
  const notices = useLabState((state) => state.notices);
  const linkProblems = useLabState((state) => state.linkProblems);
  const runMessage = useLabState((state) => state.run?.message ?? null);
  if (notices.length === 0 && linkProblems.length === 0 && !runMessage) return null;
  return (
    <div className="notices">
      {runMessage && (
        <div className="notice" role="alert">
          <p>{runMessage}</p>
        </div>
      )}
      {linkProblems.length > 0 && (
        <div className="notice" role="alert">
          <div>
            <p>This part of the link could not be used, the rest is applied:</p>
            <ul>
              {linkProblems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </div>
          <button type="button" onClick={() => lab.dismissLinkProblems()}>
            Dismiss
          </button>
        </div>
      )}
      {notices.map(({ id, message, tone, actions }) => (
        <div className="notice" data-tone={tone} role={tone === 'problem' ? 'alert' : 'status'} key={id}>
          <p>{message}</p>
          {actions.map(({ label, act }) => (
            <button
              key={label}
              type="button"
              onClick={() => {
                lab.office.dismiss(id);
                act();
              }}
            >
              {label}
            </button>
          ))}
          <button type="button" onClick={() => lab.office.dismiss(id)}>
            Dismiss
          </button>
        </div>
      ))}
    </div>
  );
}
