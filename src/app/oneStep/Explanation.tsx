/** @file What one call and many calls do, as equations in words. */

export function Explanation({ canLeap }: { canLeap: boolean | null }) {
  return (
    <dl className="explanation">
      <div className="one-step">
        <dt>
          <Formula>
            <var>a</var> = <var>z</var>
            <sub>1</sub> − <var>u</var>(<var>z</var>
            <sub>1</sub>, 0, 1 | <var>o</var>)
          </Formula>
        </dt>
        <dd>One call: the average velocity of the whole way carries the noise to the action.</dd>
      </div>
      <div className="many-steps">
        <dt>
          <Formula>
            <var>z</var> ← <var>z</var> − <sup>1</sup>⁄<sub>32</sub> <var>v</var>(<var>z</var>, <var>τ</var> |{' '}
            <var>o</var>)
          </Formula>
        </dt>
        <dd>32 calls: each follows the velocity here and now, and then looks again.</dd>
      </div>
      {canLeap === false && (
        <p className="help">
          Here they disagree: one straight leap is enough only when <var>u</var> was learned over whole intervals, r
          &lt; τ.
        </p>
      )}
      {canLeap === true && (
        <p className="help">They agree because training made u the average of the velocities on the curved way.</p>
      )}
    </dl>
  );
}

function Formula({ children }: { children: React.ReactNode }) {
  return <span className="formula">{children}</span>;
}
