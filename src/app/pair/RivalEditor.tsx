/** @file Sets what the two runs differ in: each differing setting with A’s value and B’s, and pairs to begin with. */
import { useState } from 'react';
import { type SettingKey, settings } from '../../core/experiment/settings.ts';
import type { DraftTexts } from '../../lab/draft.ts';
import { useLab } from '../LabContext.tsx';
import { labelOf } from './differenceWords.ts';
import { type PairStarter, pairStarters } from './pairStarters.ts';
import { RivalSetting } from './RivalSetting.tsx';
import { SettingAdder } from './SettingAdder.tsx';
import { usePair } from './useSides.ts';

export function RivalEditor() {
  const lab = useLab();
  const changes = usePair((pair) => pair.changes);
  // A setting that was just added has A’s value, and is no difference yet.
  const [added, setAdded] = useState<readonly SettingKey[]>([]);
  const shown = settings.map(({ key }) => key).filter((key) => changes[key] !== undefined || added.includes(key));
  const remove = (key: SettingKey) => {
    setAdded(added.filter((one) => one !== key));
    lab.pair.change(key, null);
    lab.office.announce(`${labelOf(key)}: B has it as A does.`);
  };
  const begin = ({ title, a, b }: PairStarter) => {
    for (const [key, text] of Object.entries(a)) lab.edit(key as SettingKey, text);
    lab.pair.setChanges(b);
    setAdded([]);
    lab.office.announce(`${title}: both forms have it.`);
  };
  return (
    <div className="rival-editor">
      {shown.length === 0 ? (
        <p className="help">
          B has all settings of A. Add one that it shall have otherwise, or begin with a pair below.
        </p>
      ) : (
        <div className="rival-settings">
          {shown.map((key) => (
            <RivalSetting key={key} settingKey={key} onRemove={() => remove(key)} />
          ))}
        </div>
      )}
      <SettingAdder
        shown={shown}
        onAdd={(key) => {
          setAdded([...added, key]);
          lab.office.announce(`${labelOf(key)} added.`);
        }}
      />
      <p className="help">A run on the page keeps its settings; Reset, then Train, begins with these.</p>
      <h3>Pairs to begin with</h3>
      <ul className="pair-starters">
        {pairStarters.map((starter) => (
          <li key={starter.title}>
            <button
              type="button"
              aria-pressed={holds(changes, starter.b) && holds(lab.state.draft, starter.a)}
              onClick={() => begin(starter)}
            >
              <strong>{starter.title}</strong>
              <span>{starter.asks}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

const holds = (texts: DraftTexts, wanted: DraftTexts) =>
  Object.entries(wanted).every(([key, text]) => texts[key as SettingKey] === text);
