/** @file Between a number setting's value and its slider's position, on a linear or a logarithmic scale. */
import type { NumberSetting } from '../../core/experiment/settings.ts';

/** Positions run from 0 to this. */
export const sliderNotches = 300;
const significantDigits = 2;
/** Where a logarithmic scale includes 0, its first notch above 0 is the largest value divided by this. */
const decadesAboveZero = 1e9;

/** A slider over billions of values finds none of them: such a setting is typed. */
export function hasSlider(setting: NumberSetting): boolean {
  return setting.logarithmic === true || setting.kind === 'number' || setting.max - setting.min <= 1000;
}

/** @returns the notch nearest to a value, 0 … sliderNotches */
export function positionOf(setting: NumberSetting, value: number): number {
  const { min, max } = setting;
  const inside = Math.min(max, Math.max(min, value));
  if (!setting.logarithmic) return Math.round(((inside - min) / (max - min)) * sliderNotches);
  const floor = floorOf(setting);
  if (inside < floor) return 0;
  const first = min > 0 ? 0 : 1;
  return Math.round(first + (Math.log(inside / floor) / Math.log(max / floor)) * (sliderNotches - first));
}

/** @returns a round value that the setting takes, at a notch */
export function valueAt(setting: NumberSetting, position: number): number {
  const { min, max } = setting;
  if (position <= 0) return min;
  if (position >= sliderNotches) return max;
  const first = min > 0 ? 0 : 1;
  const floor = floorOf(setting);
  const value = setting.logarithmic
    ? floor * (max / floor) ** ((position - first) / (sliderNotches - first))
    : min + (position / sliderNotches) * (max - min);
  return Math.min(max, Math.max(min, round(setting, value)));
}

function floorOf({ kind, min, max }: NumberSetting): number {
  if (min > 0) return min;
  return kind === 'integer' ? 1 : max / decadesAboveZero;
}

function round(setting: NumberSetting, value: number): number {
  const digits = setting.logarithmic ? significantDigits : significantDigits + 1;
  const rounded = Number(value.toPrecision(digits));
  if (setting.kind === 'number') return rounded;
  const unit = setting.multipleOf ?? 1;
  return Math.round(rounded / unit) * unit;
}
