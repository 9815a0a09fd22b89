/** @file Picks one more setting that the two runs shall differ in. */
import { useState } from 'react';
import { type SettingKey, settings } from '../../core/experiment/settings.ts';

interface SettingAdderProps {
  /** Settings that are there already */
  readonly shown: readonly SettingKey[];
  onAdd(key: SettingKey): void;
}

/** What a lesson most likely lets differ, offered first */
const likely: readonly SettingKey[] = ['dispersive.weight', 'dispersive.kind', 'dispersive.temperature', 'seed'];

export function SettingAdder({ shown, onAdd }: SettingAdderProps) {
  const [wanted, setWanted] = useState<SettingKey | null>(null);
  const free = settings.filter(({ key }) => !shown.includes(key));
  const groups = [...new Set(free.map(({ group }) => group))];
  const isFree = (key: SettingKey | null) => free.some((setting) => setting.key === key);
  // What was added is not there to be added again.
  const chosen = isFree(wanted) ? wanted : (likely.find(isFree) ?? free[0]?.key ?? null);
  if (chosen === null) return null;
  return (
    <div className="rival-adder">
      <select
        aria-label="Another setting"
        value={chosen}
        onChange={(event) => setWanted(event.target.value as SettingKey)}
      >
        {groups.map((group) => (
          <optgroup key={group} label={group}>
            {free
              .filter((setting) => setting.group === group)
              .map(({ key, label }) => (
                <option key={key} value={key}>
                  {label}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
      <button type="button" onClick={() => onAdd(chosen)}>
        Let it differ
      </button>
    </div>
  );
}
