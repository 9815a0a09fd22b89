/** @file What the forms of both sides hold, what the sides show, and in which settings that differs. */
import { useMemo } from 'react';
import { differingSettings, type Experiment } from '../../core/experiment/experiment.ts';
import type { SettingKey } from '../../core/experiment/settings.ts';
import { type Draft, type DraftTexts, readDraft } from '../../lab/draft.ts';
import type { LabState } from '../../lab/labState.ts';
import type { Side } from '../../lab/pair/pairState.ts';
import { type OfSides, useSide, useSideFields } from './useSides.ts';

export interface SideForm {
  readonly form: Draft;
  readonly texts: DraftTexts;
  readonly scenes: LabState['scenes'];
}

export function useForms(): OfSides<SideForm> {
  return { a: useForm('a'), b: useForm('b') };
}

function useForm(side: Side): SideForm {
  const parts = useSideFields(side, ({ draft, scenes, preset }) => ({ texts: draft, scenes, preset }));
  return useMemo(() => ({ ...parts, form: readDraft(parts.texts, parts.scenes, parts.preset) }), [parts]);
}

export interface Differences {
  readonly experiments: OfSides<Experiment>;
  readonly keys: readonly SettingKey[];
  /** Settings in which the next runs will differ from those that are shown; Reset applies them */
  readonly waiting: readonly SettingKey[];
}

/** Of what is shown: each side’s run or record; where it has none, what its form would start. */
export function useDifferences(): Differences {
  const forms = useForms();
  const shownA = useSide('a', runningExperiment);
  const shownB = useSide('b', runningExperiment);
  const [formA, formB] = [forms.a.form.experiment, forms.b.form.experiment];
  return useMemo(() => {
    const [a, b] = [shownA ?? formA, shownB ?? formB];
    const waiting = new Set([...differingSettings(a, formA), ...differingSettings(b, formB)]);
    return { experiments: { a, b }, keys: differingSettings(a, b), waiting: [...waiting] };
  }, [shownA, shownB, formA, formB]);
}

const runningExperiment = ({ run, recorded }: LabState) => (run ?? recorded)?.experiment ?? null;
