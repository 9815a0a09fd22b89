/** @file The form of stage 2: what it is, what it begins from, its settings, and the button that begins it. */
import { useStore } from 'zustand';
import { type Setting, type SettingGroup, type SettingKey, settings } from '../../core/experiment/settings.ts';
import { isReadByStage2 } from '../../core/experiment/stage.ts';
import { NextRun } from '../experiment/NextRun.tsx';
import { PresetLine } from '../experiment/PresetLine.tsx';
import { SettingGroups } from '../experiment/SettingGroups.tsx';
import { useLab, useLabState } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import { ChangeOfRun } from '../runs/ChangeOfRun.tsx';
import { useDraft } from '../useDraft.ts';
import { useIsPhone } from '../useMediaQuery.ts';
import { StartChoice } from './StartChoice.tsx';
import { useStarts } from './useStarts.ts';

/** What a newcomer tries first */
const openGroups: readonly SettingGroup[] = ['Anchor'];
/** The anchor decides most of what there is to see. */
const groupOrder: readonly SettingGroup[] = ['Anchor', 'Fine-tuning', 'Exploration', 'Task', 'Evaluation'];
/** Where it begins is chosen above, and its stage is this view. */
const formSettings: readonly Setting[] = settings
  .filter(({ key }) => isReadByStage2(key) && key !== 'stage' && key !== 'finetune.start')
  .toSorted((a, b) => groupOrder.indexOf(a.group) - groupOrder.indexOf(b.group));

const has = (key: SettingKey) => formSettings.some((setting) => setting.key === key);

export function FinetuneForm() {
  const lab = useLab();
  const preset = useLabState((state) => state.preset);
  const isChanged = useDraft().changed.some(has);
  return (
    <Panel
      title="Fine-tuning"
      className="experiment"
      actions={
        isChanged && (
          <button type="button" className="quiet" onClick={() => lab.editNothing()}>
            {preset ? 'As the preset' : 'All defaults'}
          </button>
        )
      }
    >
      <PresetLine />
      <p className="help finetune-introduction">
        The policy acts, and PPO makes more likely what earned more than was expected. The anchor, a pull towards what
        it did before, keeps it from forgetting.
      </p>
      <StartChoice />
      <FinetuneButton />
      <NextRun isFinetuning has={has} />
      <ChangeOfRun />
      <form className="settings" aria-label="Settings of stage 2" onSubmit={(event) => event.preventDefault()}>
        <SettingGroups settings={formSettings} openGroups={openGroups} sought="" />
      </form>
    </Panel>
  );
}

function FinetuneButton() {
  const { finetuning } = useLab();
  const { start } = useStarts();
  const isBeginning = useStore(finetuning.store, (state) => state.isBeginning);
  const run = useLabState((state) => state.run);
  const hasBackend = useLabState((state) => state.backend.problem === null);
  const isPhone = useIsPhone();
  if (isPhone) return null;
  return (
    <>
      <button
        type="button"
        className="primary finetune-begin"
        disabled={!start || !hasBackend || isBeginning || run?.phase === 'starting'}
        onClick={() => void finetuning.begin('play')}
      >
        Fine-tune
      </button>
      {run && <p className="help">The run on the page is paused and kept first.</p>}
    </>
  );
}
