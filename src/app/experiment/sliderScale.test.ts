import { expect, test } from 'vitest';
import { checkSetting } from '../../core/experiment/experiment.ts';
import { type NumberSetting, type Setting, settings } from '../../core/experiment/settings.ts';
import { hasSlider, positionOf, sliderNotches, valueAt } from './sliderScale.ts';

const sliders = (settings as readonly Setting[]).filter(
  (setting): setting is NumberSetting => 'min' in setting && hasSlider(setting),
);

test.each(sliders.map((setting) => [setting.key, setting] as const))(
  'every notch of %s is a valid value, and they rise from its lowest to its highest',
  (_, setting) => {
    const values = Array.from({ length: sliderNotches + 1 }, (_, position) => valueAt(setting, position));
    for (const value of values) expect(checkSetting(setting, value)).toBe(value);
    expect(values[0]).toBe(setting.min);
    expect(values[sliderNotches]).toBe(setting.max);
    expect(values.every((value, i) => i === 0 || value >= values[i - 1])).toBe(true);
    expect(Math.abs(valueAt(setting, positionOf(setting, setting.default)) - setting.default)).toBeLessThanOrEqual(
      setting.logarithmic ? 0.1 * setting.default : (setting.max - setting.min) / sliderNotches,
    );
  },
);
