/** @file The sweep's form: what varies, with which values, over how many seeds, and how each run is evaluated. */
import { useMemo } from 'react';
import { estimateSweepSeconds } from '../../lab/sweep/estimateSweep.ts';
import { mostAxes, readSweepForm } from '../../lab/sweep/sweepForm.ts';
import { Switch } from '../kit/Switch.tsx';
import { useLab, useLabState } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import { useDraft } from '../useDraft.ts';
import { sayEstimate, useMeasuredTimes } from '../useEstimate.ts';
import { AxisField } from './AxisField.tsx';
import { SweepBase } from './SweepBase.tsx';
import { SweepControls } from './SweepControls.tsx';
import { SweepField } from './SweepField.tsx';
import { SweepPresetMenu } from './SweepPresetMenu.tsx';
import { useSweep } from './useSweep.ts';

export function SweepForm() {
  const { sweep } = useLab();
  const form = useSweep((state) => state.form);
  const { problems, runs } = useReadForm();
  return (
    <Panel title="Plan" className="sweep-form" actions={<SweepPresetMenu />}>
      <form aria-label="Plan of the sweep" onSubmit={(event) => event.preventDefault()}>
        <SweepBase problem={problems.base} />
        {!form.isShipped && (
          <>
            {form.axes.map((axis) => (
              <AxisField key={axis.key} axis={axis} problem={problems[axis.key]} />
            ))}
            {form.axes.length < mostAxes && (
              <button type="button" className="quiet" onClick={() => sweep.form.addAxis()}>
                {form.axes.length === 0 ? 'Vary a setting' : 'Vary another setting'}
              </button>
            )}
            <SweepField
              label="Seeds"
              help="Runs of each combination, from the form’s own seed on. Three are few: their intervals are rough."
              text={form.seeds}
              problem={problems.seeds}
              onChange={(seeds) => sweep.form.edit({ seeds })}
            />
          </>
        )}
        <SweepField
          label="Denoising steps K"
          help="Each run is evaluated with each of them at its end, on the same episodes."
          text={form.steps}
          problem={problems.steps}
          onChange={(steps) => sweep.form.edit({ steps })}
        />
        <SweepField
          label="Episodes"
          help="Of each evaluation, to the scene’s horizon; from seed 20,000 on, which no training and no live evaluation sees."
          text={form.episodes}
          problem={problems.episodes}
          onChange={(episodes) => sweep.form.edit({ episodes })}
        />
        <Switch
          label="Evaluate the shipped policy, train nothing"
          isOn={form.isShipped}
          onChange={(isShipped) => sweep.form.edit({ isShipped })}
        />
        {problems.grid && <p className="problem">{problems.grid}</p>}
      </form>
      <Estimate />
      <SweepControls canStart={Object.keys(problems).length === 0 && runs.length > 0} />
    </Panel>
  );
}

/** What the form says now. */
function useReadForm() {
  const form = useSweep((state) => state.form);
  const draft = useDraft();
  const scene = useScene();
  return useMemo(() => readSweepForm(form, draft, scene, 'wasm'), [form, draft, scene]);
}

function useScene() {
  const { experiment } = useDraft();
  return useLabState((state) => state.scenes.find(({ id }) => id === experiment.scene) ?? null);
}

function Estimate() {
  const { plan, runs } = useReadForm();
  const scene = useScene();
  const times = useMeasuredTimes(scene);
  if (!plan || !scene) return null;
  const seconds = times && estimateSweepSeconds(plan, runs, scene, times.trainingStep, times.controlStep);
  const count = runs.length === 1 ? '1 run' : `${runs.length} runs`;
  return (
    <p className="sweep-estimate">
      <strong>{count}</strong>, {sayEstimate(seconds)}
      {seconds !== null && ', within a factor of two'}
    </p>
  );
}
