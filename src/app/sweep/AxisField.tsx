/** @file A setting that varies, and its values. */
import { useId } from 'react';
import { describeLimits } from '../../core/experiment/experiment.ts';
import { findSetting, type SettingKey } from '../../core/experiment/settings.ts';
import { type SweepAxis, sweepableOf } from '../../lab/sweep/sweepForm.ts';
import { IconButton } from '../kit/IconButton.tsx';
import { CloseIcon } from '../kit/icons.tsx';
import { useLab } from '../LabContext.tsx';
import { useDraft } from '../useDraft.ts';
import { useSweep } from './useSweep.ts';

export function AxisField({ axis, problem }: { axis: SweepAxis; problem?: string }) {
  const { sweep } = useLab();
  const axes = useSweep((state) => state.form.axes);
  const id = useId();
  const sweepable = sweepableOf(useDraft().experiment);
  const groups = [...new Set(sweepable.map(({ group }) => group))];
  const setting = findSetting(axis.key)!;
  const isTaken = (key: string) => key !== axis.key && axes.some((other) => other.key === key);
  return (
    <fieldset className="sweep-axis" data-invalid={problem ? true : undefined}>
      <legend className="visually-hidden">Varied setting: {setting.label}</legend>
      <div className="sweep-axis-heading">
        <select
          aria-label="Setting that varies"
          value={axis.key}
          onChange={(event) => sweep.form.chooseAxis(axis.key, event.target.value as SettingKey)}
        >
          {groups.map((group) => (
            <optgroup key={group} label={group}>
              {sweepable
                .filter((candidate) => candidate.group === group)
                .map(({ key, label }) => (
                  <option key={key} value={key} disabled={isTaken(key)}>
                    {label}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
        <IconButton
          label={`Do not vary ${setting.label}`}
          icon={<CloseIcon />}
          onClick={() => sweep.form.removeAxis(axis.key)}
        />
      </div>
      <input
        type="text"
        autoComplete="off"
        spellCheck={false}
        aria-label={`Values of ${setting.label}`}
        aria-describedby={`${id}-help`}
        aria-invalid={problem ? true : undefined}
        value={axis.text}
        onChange={(event) => sweep.form.editAxis(axis.key, event.target.value)}
      />
      <p className="help" id={`${id}-help`}>
        Values, with commas between: {takes(axis.key)}.
      </p>
      {problem && <p className="problem">{problem.replace(`${axis.key}: e`, 'E')}</p>}
    </fieldset>
  );
}

function takes(key: SettingKey): string {
  const setting = findSetting(key)!;
  if (setting.kind === 'choice') return setting.choices.join(', ');
  return setting.kind === 'name' ? 'names of demonstration sets' : describeLimits(setting);
}
