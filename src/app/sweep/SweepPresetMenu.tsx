/** @file Plans to start from: the presets that are sweeps. */
import { presets } from '../../lab/presets.ts';
import { Menu } from '../kit/Menu.tsx';
import { useLab } from '../LabContext.tsx';

const sweeps = presets.filter((preset) => preset.sweep);

export function SweepPresetMenu() {
  const lab = useLab();
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className="quiet">
          Fill from…
        </button>
      }
      items={sweeps.map((preset) => ({
        label: preset.title,
        onSelect: () => {
          lab.choosePreset(preset.id);
          lab.office.announce(`${preset.title}: the form has its plan.`);
        },
      }))}
    />
  );
}
