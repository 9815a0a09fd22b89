/** @file What one call and many calls do, as equations in words. */
import type { ReactNode } from 'react';
import { useIsShown } from '../Hideable.tsx';
import { useLab } from '../LabContext.tsx';

/** @param isEnough whether one call lands here where many do; null where that is not known */
export function Explanation({ isEnough }: { isEnough: boolean | null }) {
  return (
    <>
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
              <var>z</var> ← <var>z</var> − <sup>1</sup>⁄<sub>32</sub> <var>u</var>(<var>z</var>, <var>τ</var> −{' '}
              <sup>1</sup>⁄<sub>32</sub>, <var>τ</var> | <var>o</var>)
            </Formula>
          </dt>
          <dd>32 calls: over so short a way u is about the velocity v here and now; then the network looks again.</dd>
        </div>
      </dl>
      <Moral isEnough={isEnough} />
    </>
  );
}

function Moral({ isEnough }: { isEnough: boolean | null }) {
  const lab = useLab();
  const hasPresets = useIsShown('presets');
  if (isEnough === null) return null;
  return (
    <p className="help">
      {isEnough
        ? 'One step is enough where training made u the average of the velocities on the curved way. '
        : 'One step is enough only where u was learned over whole ways, with r below τ. '}
      {hasPresets && (
        <button type="button" className="link" onClick={() => lab.display.openDialog('presets')}>
          {isEnough ? 'See one that never learned to leap' : 'See one that did'}
        </button>
      )}
    </p>
  );
}

function Formula({ children }: { children: ReactNode }) {
  return <span className="formula">{children}</span>;
}
