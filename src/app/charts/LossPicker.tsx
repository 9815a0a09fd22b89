/** @file Which loss is drawn. */
import { type LossKind, lossKinds } from '../../lab/labState.ts';
import { lossNames } from './lossWords.ts';

export function LossPicker({ kind, onChange }: { kind: LossKind; onChange(kind: LossKind): void }) {
  return (
    <select
      className="quiet"
      aria-label="Which loss"
      value={kind}
      onChange={(event) => onChange(event.target.value as LossKind)}
    >
      {lossKinds.map((choice) => (
        <option key={choice} value={choice}>
          {lossNames[choice].replace(' loss', '')}
        </option>
      ))}
    </select>
  );
}
