import { expect, test } from 'vitest';
import { settings } from '../../core/experiment/settings.ts';
import { findPreset } from '../presets.ts';
import { lessonNames, overridesIn, planOf } from './lessons.ts';

const plans = lessonNames.map(planOf);

test('no two steps of all lessons share a name, for answers are kept by it', () => {
  const ids = plans.flatMap(({ steps }) => steps.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
});

test('every training that a step asks for, or that was recorded, is an act that fills the form from a preset', () => {
  for (const { steps, acts, recorded } of plans) {
    const asked = steps.flatMap(({ act }) => act ?? []);
    expect(Object.keys(acts)).toEqual([...new Set(asked)]);
    expect(Object.keys(acts)).toEqual(expect.arrayContaining(Object.keys(recorded.runs)));
    for (const { preset } of Object.values(acts)) expect(findPreset(preset)).toBeDefined();
  }
});

test('what a link may set is spelled as the settings are, and never what the lesson is about', () => {
  const keys = settings.map(({ key }) => key);
  for (const name of lessonNames) {
    for (const part of planOf(name).overridable) expect(keys.some((key) => key.startsWith(part))).toBe(true);
  }
  const said = { 'finetune.envSteps': '64', 'anchor.schedule': 'none', 'finetune.start': 'medium', seed: '4' };
  expect(overridesIn('beyond', said)).toEqual({ 'finetune.envSteps': '64', seed: '4' });
});
