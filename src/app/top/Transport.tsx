/** @file Train, pause, one step, slow motion, reset, new seed. */
import { Hideable } from '../Hideable.tsx';
import { IconButton } from '../kit/IconButton.tsx';
import { DieIcon, PauseIcon, PlayIcon, ResetIcon, SlowIcon, StepIcon } from '../kit/icons.tsx';
import { Tooltip } from '../kit/Tooltip.tsx';
import { useLab, useLabState } from '../LabContext.tsx';
import { drawSeed } from './drawSeed.ts';
import { useTransportStanding } from './useTransportStanding.ts';

export function Transport() {
  const lab = useLab();
  const { isTraining, isPaused, hasEnded, canMove, canReset } = useTransportStanding();
  const isFinetuning = useLabState(({ run }) => run?.experiment.stage === 'finetune');
  const isSlow = useLabState((state) => state.slowMotion);
  return (
    <fieldset className="transport">
      <legend className="visually-hidden">Training</legend>
      {isTraining ? (
        <button type="button" className="primary" onClick={() => lab.transport.pause()}>
          <PauseIcon /> Pause
        </button>
      ) : (
        <Tooltip text={hasEnded ? 'This run has ended: Reset first' : 'Train with the form’s settings (Space)'}>
          <button type="button" className="primary" disabled={!canMove} onClick={() => lab.transport.play()}>
            <PlayIcon /> {isPaused ? 'Continue' : 'Train'}
          </button>
        </Tooltip>
      )}
      <IconButton
        label="Step"
        hint={isFinetuning ? 'One decision of each robot (S)' : 'One optimiser step (S)'}
        icon={<StepIcon />}
        disabled={!canMove}
        onClick={() => lab.transport.step()}
      />
      <IconButton
        label="Slow motion"
        hint="Slow motion: a few steps a second, same numbers (M)"
        icon={<SlowIcon />}
        isPressed={isSlow}
        onClick={() => lab.transport.setSlowMotion(!isSlow)}
      />
      <IconButton
        label="Reset"
        hint="Back to step 0, same seed (R)"
        icon={<ResetIcon />}
        disabled={!canReset}
        onClick={() => lab.transport.reset()}
      />
      <Hideable id="new-seed">
        <IconButton
          label="New seed"
          hint="Draw a new seed, back to step 0 (N)"
          icon={<DieIcon />}
          onClick={() => lab.transport.newSeed(drawSeed())}
        />
      </Hideable>
    </fieldset>
  );
}
