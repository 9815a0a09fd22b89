/** @file What can be done with one run: the likeliest thing as a button, the rest in a menu. */
import type { KeptRun } from '../../core/experiment/keptRun.ts';
import { canBeFinetuned } from '../../lab/finetune/starts.ts';
import { bytesOf, standingOf } from '../../lab/runs/runsState.ts';
import { IconButton } from '../kit/IconButton.tsx';
import { MoreIcon } from '../kit/icons.tsx';
import { Menu, type MenuItem } from '../kit/Menu.tsx';
import { useLab } from '../LabContext.tsx';
import { sayCount } from '../words.ts';
import { saySize } from './runWords.ts';
import { useDownload } from './useDownload.ts';
import { useRuns, useShelf } from './useRuns.ts';

export function RunActions({ run }: { run: KeptRun }) {
  const { main, others } = useRunActions(run);
  return (
    <span className="run-actions">
      <button type="button" className="quiet" disabled={main.isDisabled} onClick={() => main.onSelect()}>
        {main.label}
      </button>
      <Menu align="end" trigger={<IconButton label={`More about ${run.name}`} icon={<MoreIcon />} />} items={others} />
    </span>
  );
}

/** The likeliest action of a run where it stands, and the others with what keeps them from being done. */
export function useRunActions(run: KeptRun): { main: MenuItem; others: (MenuItem | 'separator')[] } {
  const shelf = useShelf();
  const lab = useLab();
  const { finetuning } = lab;
  const download = useDownload();
  const standing = useRuns((state) => standingOf(run, state));
  const isBusy = useRuns((state) => state.busyId !== null);
  const isElsewhere = standing === 'elsewhere';
  const open: MenuItem = {
    label: standing === 'here' ? 'Show' : 'Open',
    isDisabled: isBusy,
    onSelect: () => void shelf.open(run.id),
  };
  const resume: MenuItem = { label: 'Resume', isDisabled: isBusy, onSelect: () => void shelf.resume(run.id) };
  const hasPolicy = useRuns((state) => canBeFinetuned(run, state));
  const finetune: MenuItem = {
    label: 'Fine-tune',
    hint: 'stage 2',
    isDisabled: isBusy,
    onSelect: () => finetuning.prepareRun(run),
  };
  const canExport = run.snapshotStep !== null;
  const exportIt: MenuItem = {
    label: 'Export',
    hint: 'ONNX',
    isDisabled: isBusy,
    onSelect: () => lab.prepareExport(run.id, run.experiment.scene),
  };
  const main = standing === 'paused' ? resume : open;
  const canRetry = standing === 'failed' && run.snapshotStep !== null;
  return {
    main,
    others: [
      ...(standing === 'paused' ? [open] : []),
      ...(canRetry ? [{ ...resume, hint: `from step ${sayCount(run.snapshotStep ?? 0)}` }] : []),
      ...(hasPolicy ? [finetune] : []),
      ...(canExport ? [exportIt] : []),
      { label: 'Set beside, as run A', isDisabled: isBusy, onSelect: () => void shelf.openBeside(run.id, 'a') },
      { label: 'Set beside, as run B', isDisabled: isBusy, onSelect: () => void shelf.openBeside(run.id, 'b') },
      { label: 'Duplicate with a change', isDisabled: isBusy, onSelect: () => void shelf.duplicate(run.id) },
      { label: 'Download', hint: saySize(bytesOf(run)), onSelect: () => void download(run.id, true) },
      {
        label: 'Download without weights',
        hint: saySize(run.recordBytes),
        onSelect: () => void download(run.id, false),
      },
      'separator',
      {
        label: 'Delete',
        hint: isElsewhere ? 'open in another tab' : undefined,
        isDangerous: true,
        isDisabled: isElsewhere || isBusy,
        onSelect: () => void shelf.remove(run.id),
      },
    ],
  };
}
