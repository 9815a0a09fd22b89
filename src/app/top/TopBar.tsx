/** @file The line above all panels: where one is, what is run, on what, and how far it has come. */
import { Hideable } from '../Hideable.tsx';
import { useDisplay } from '../LabContext.tsx';
import { useIsPaired } from '../pair/useIsPaired.ts';
import { useIsNarrow, useIsPhone } from '../useMediaQuery.ts';
import { BackendBadge } from './BackendBadge.tsx';
import { Brand } from './Brand.tsx';
import { OpenInLab } from './OpenInLab.tsx';
import { PairProgress } from './PairProgress.tsx';
import { Progress } from './Progress.tsx';
import { ScenePicker } from './ScenePicker.tsx';
import { TopActions } from './TopActions.tsx';
import { Transport } from './Transport.tsx';
import { ViewTabs } from './ViewTabs.tsx';

export function TopBar() {
  const isEmbedded = useDisplay((display) => display.mode === 'embed');
  const isPaired = useIsPaired();
  const isNarrow = useIsNarrow();
  const isPhone = useIsPhone();
  return (
    <header className="top-bar">
      <Brand />
      {!isNarrow && (
        <Hideable id="views">
          <ViewTabs />
        </Hideable>
      )}
      <Hideable id="scene-picker">
        <ScenePicker />
      </Hideable>
      {isPhone ? (
        <p className="phone-note">Training needs a computer; here the shipped policies play.</p>
      ) : (
        <>
          <Hideable id="transport">
            <Transport />
          </Hideable>
          <Hideable id="progress">{isPaired ? <PairProgress /> : <Progress />}</Hideable>
          <Hideable id="backend">
            <BackendBadge />
          </Hideable>
        </>
      )}
      {isEmbedded ? <OpenInLab /> : <TopActions isNarrow={isNarrow} />}
    </header>
  );
}
