/**
 * @file The sweep form: texts as they were typed, and the plan that they make together with the lab's own form, which
 * says everything that does not vary.
 */
import { type Experiment, parseSetting, resolveExperiment, settingsOfScene } from '../../core/experiment/experiment.ts';
import { findSetting, type Setting, type SettingKey, settings } from '../../core/experiment/settings.ts';
import { finetuneGroups, isReadByStage2 } from '../../core/experiment/stage.ts';
import {
  readSweepPlan,
  type SettingValue,
  type SweepPlan,
  type SweepRun,
  sweepSeed,
} from '../../core/experiment/sweep/plan.ts';
import type { SceneFacts } from '../../core/scenes/scene.ts';
import type { BackendName } from '../../workers/training/protocol.ts';
import { type Draft, draftDifferences } from '../draft.ts';
import type { PresetSweep } from '../presets.ts';

/** A setting that varies, with its values as a person typed them: `0, 0.1, 0.5` */
export interface SweepAxis {
  readonly key: SettingKey;
  readonly text: string;
}

export interface SweepForm {
  readonly axes: readonly SweepAxis[];
  /** How many seeds, from the form's own on */
  readonly seeds: string;
  /** Denoising steps K that each run is evaluated with */
  readonly steps: string;
  readonly episodes: string;
  /** The shipped policy is evaluated as it is, and nothing is trained */
  readonly isShipped: boolean;
}

export type SweepFormField = 'base' | 'seeds' | 'steps' | 'episodes' | 'grid' | SettingKey;

export interface ReadSweepForm {
  /** Null where something is wrong */
  readonly plan: SweepPlan | null;
  readonly runs: readonly SweepRun[];
  /** One message for each field that cannot be used */
  readonly problems: Readonly<Partial<Record<SweepFormField, string>>>;
}

export const initialForm: SweepForm = {
  axes: [{ key: 'dispersive.weight', text: '0, 0.1, 0.5, 0.9' }],
  seeds: '3',
  steps: '1, 5, 32',
  episodes: '50',
  isShipped: false,
};

/** More make a grid that nobody waits for, and a figure that nobody reads */
export const mostAxes = 3;
export const mostSeeds = 20;
/** A page is no cluster: what takes longer belongs on the command line. */
export const mostPageRuns = 200;

/** Seeds are counted, a scene has settings of its own, and what is fine-tuned is the same for all runs. */
const neverVaried: readonly SettingKey[] = ['seed', 'scene', 'stage', 'finetune.start'];

/** Settings that a sweep may vary: those that its runs read. */
export function sweepableOf(experiment: Pick<Experiment, 'stage'>): readonly Setting[] {
  return settings.filter(({ key }) => !neverVaried.includes(key) && isSettingOf(experiment, key));
}

/** Whether runs of this stage read a setting from their own form. */
export function isSettingOf({ stage }: Pick<Experiment, 'stage'>, key: SettingKey): boolean {
  return stage === 'finetune' ? isReadByStage2(key) : !finetuneGroups.includes(findSetting(key)!.group);
}

/** @param scene facts of the form's scene; null while they are not known */
export function readSweepForm(
  form: SweepForm,
  draft: Draft,
  scene: SceneFacts | null,
  backend: BackendName,
): ReadSweepForm {
  const problems: Partial<Record<SweepFormField, string>> = {};
  const attempt = <T>(field: SweepFormField, read: () => T): T | null => {
    try {
      return read();
    } catch (error) {
      problems[field] = (error as Error).message;
      return null;
    }
  };
  const [mistake] = Object.values(draft.problems);
  if (mistake) problems.base = `The lab’s form: ${mistake}`;
  const grid: Record<string, readonly SettingValue[]> = {};
  for (const { key, text } of form.isShipped ? [] : form.axes) {
    grid[key] = attempt(key, () => readValues(key, text, draft.experiment, scene)) ?? [];
  }
  const seeds = form.isShipped ? 1 : (attempt('seeds', () => readCount(form.seeds, mostSeeds)) ?? 1);
  const { seed } = draft.experiment;
  if (seeds > 1) grid.seed = Array.from({ length: seeds }, (_, i) => seed + i);
  const base = attempt('base', () => baseOf(draft, grid, scene));
  const steps = attempt('steps', () => readSteps(form.steps)) ?? [];
  const episodes = attempt('episodes', () => readCount(form.episodes, 1000)) ?? 1;
  if (!base || Object.keys(problems).length > 0) return { plan: null, runs: [], problems };

  const content = {
    base,
    grid,
    backend,
    evaluate: { episodes, steps, seed: sweepSeed },
    ...(form.isShipped && { policy: 'shipped' }),
  };
  const read = attempt('grid', () => {
    const { plan, runs } = readSweepPlan(content, (input) => experimentOfRun(input, scene));
    if (runs.length > mostPageRuns) {
      throw new RangeError(
        `${runs.length} runs are too many for a page, which takes ${mostPageRuns}. Save the plan, and run it from a terminal.`,
      );
    }
    return { plan, runs };
  });
  return { plan: read?.plan ?? null, runs: read?.runs ?? [], problems };
}

/** The complete experiment of one run. @throws SettingError */
export function experimentOfRun(input: SweepRun['input'], scene: SceneFacts | null): Experiment {
  return resolveExperiment(input, scene ? settingsOfScene(scene) : {});
}

/** The form as a preset has it. */
export function formOfPreset({ grid, stepCounts, episodes, policy }: PresetSweep): SweepForm {
  const { seed, ...varied } = grid;
  return {
    axes: Object.entries(varied).map(([key, values]) => ({ key: key as SettingKey, text: values.join(', ') })),
    seeds: String(seed?.length ?? 1),
    steps: stepCounts.join(', '),
    episodes: String(episodes),
    isShipped: policy === 'shipped',
  };
}

/** Values to begin with: all choices, or around what the form has. */
export function suggestValues(key: SettingKey, experiment: Experiment): string {
  const setting = findSetting(key)!;
  if (key === 'dispersive.weight') return '0, 0.1, 0.5, 0.9';
  if (setting.kind === 'choice') return setting.choices.join(', ');
  if (setting.kind === 'name') return String(experiment[key]);
  const value = Number(experiment[key]) || setting.default || setting.max / 2;
  const { min, max, kind, multipleOf = 1 } = setting;
  const fitted = (wanted: number) => {
    const whole = kind === 'integer' ? Math.round(wanted / multipleOf) * multipleOf : Number(wanted.toPrecision(3));
    return Math.min(max, Math.max(min, whole));
  };
  return [...new Set([fitted(value / 2), fitted(value), fitted(value * 2)])].join(', ');
}

/** What all runs share: of the lab's form what they read, and for stage 2 the policy that all of them begin from. */
function baseOf(draft: Draft, grid: object, scene: SceneFacts | null): Record<string, SettingValue> {
  const { experiment } = draft;
  const isShared = ([key]: [string, unknown]) =>
    key === 'scene' || (!Object.hasOwn(grid, key) && isSettingOf(experiment, key as SettingKey));
  const base = { scene: experiment.scene, ...draftDifferences(draft) };
  const start = experiment.stage === 'finetune' ? { 'finetune.start': shippedStartOf(experiment, scene) } : {};
  return Object.fromEntries(Object.entries({ ...base, ...start }).filter(isShared));
}

/** @throws RangeError where the scene comes with no policy to begin from */
function shippedStartOf(experiment: Experiment, scene: SceneFacts | null): string {
  const said = experiment['finetune.start'];
  const [first] = scene?.starts ?? [];
  if (!scene || scene.starts?.some(({ id }) => id === said)) return said;
  if (first) return first.id;
  throw new RangeError(
    `A sweep of stage 2 begins from a policy that comes with the scene, and ${scene.title} has none.`,
  );
}

function readValues(key: SettingKey, text: string, experiment: Experiment, scene: SceneFacts | null): SettingValue[] {
  if (!isSettingOf(experiment, key)) {
    throw new RangeError(
      experiment.stage === 'finetune'
        ? 'A fine-tuned policy has this from its stage 1 run. Vary another setting.'
        : 'Stage 1 does not read this. Vary another setting.',
    );
  }
  const values = splitList(text).map((part) => parseSetting(key, part));
  if (values.length === 0) throw new RangeError('Expected a list of values, such as 0, 0.5.');
  if (new Set(values).size < values.length) throw new RangeError('Each value is needed once only.');
  const strange =
    key === 'demonstrations' && scene && values.find((value) => !scene.demonstrations.includes(String(value)));
  if (strange) throw new RangeError(`${scene.title} has no demonstrations called ${strange}.`);
  return values;
}

function readSteps(text: string): number[] {
  const steps = splitList(text).map(Number);
  const isGood = steps.length > 0 && steps.every((count) => Number.isInteger(count) && count >= 1 && count <= 1000);
  if (!isGood) throw new RangeError('Expected whole numbers from 1 up, such as 1, 5, 32.');
  return [...new Set(steps)].sort((a, b) => a - b);
}

function readCount(text: string, most: number): number {
  const count = Number(text.trim() || Number.NaN);
  if (Number.isInteger(count) && count >= 1 && count <= most) return count;
  throw new RangeError(`Expected a whole number from 1 to ${most}.`);
}

const splitList = (text: string) => text.split(/[\s,;]+/).filter(Boolean);
