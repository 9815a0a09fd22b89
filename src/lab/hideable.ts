/** @file What a lesson may take away from the page: `hide=loss,seed`. One table for the address, the panels and the share dialog. */
import { findSetting, type SettingKey, settings } from '../core/experiment/settings.ts';

export const hideables = [
  { id: 'experiment', label: 'Experiment form', group: 'Panels' },
  { id: 'scene', label: '3-D scene', group: 'Panels' },
  { id: 'loss', label: 'Velocity loss', group: 'Panels' },
  { id: 'representation', label: 'Representation', group: 'Panels' },
  { id: 'success', label: 'Success', group: 'Panels' },
  { id: 'latency', label: 'Latency', group: 'Panels' },
  { id: 'one-step', label: 'One step, opened up', group: 'Panels' },
  { id: 'finetune-form', label: 'Stage 2 form', group: 'Panels' },
  { id: 'finetune-return', label: 'Stage 2: return and anchor', group: 'Panels' },
  { id: 'finetune-update', label: 'Stage 2: what an update does', group: 'Panels' },
  { id: 'finetune-parent', label: 'Stage 2: paired with its parent', group: 'Panels' },
  { id: 'finetune-time', label: 'Stage 2: where the time goes', group: 'Panels' },
  { id: 'sweep-form', label: 'Sweep form', group: 'Panels' },
  { id: 'sweep-figure', label: 'Sweep figure', group: 'Panels' },
  { id: 'sweep-table', label: 'Sweep numbers', group: 'Panels' },
  { id: 'export-form', label: 'Export form', group: 'Panels' },
  { id: 'export-check', label: 'Export: bundle and its check', group: 'Panels' },
  { id: 'export-latency', label: 'Export: time for one chunk', group: 'Panels' },
  { id: 'export-log', label: 'Runner’s log', group: 'Panels' },
  { id: 'speed-form', label: 'Speed: what is measured', group: 'Panels' },
  { id: 'speed-step', label: 'Speed: training step', group: 'Panels' },
  { id: 'speed-latency', label: 'Speed: time for one chunk', group: 'Panels' },
  { id: 'speed-growth', label: 'Speed: how it grows', group: 'Panels' },
  { id: 'speed-table', label: 'Speed: numbers', group: 'Panels' },
  { id: 'views', label: 'View tabs', group: 'Controls' },
  { id: 'scene-picker', label: 'Scene picker', group: 'Controls' },
  { id: 'backend', label: 'Backend', group: 'Controls' },
  { id: 'transport', label: 'Train, step, reset', group: 'Controls' },
  { id: 'new-seed', label: 'New seed', group: 'Controls' },
  { id: 'progress', label: 'Progress', group: 'Controls' },
  { id: 'freeze', label: 'Freeze one of two runs', group: 'Controls' },
  { id: 'robot-controls', label: 'Robot controls', group: 'Controls' },
  { id: 'presets', label: 'Presets', group: 'Controls' },
  { id: 'tour', label: 'Tour', group: 'Controls' },
  { id: 'lesson', label: 'Lesson', group: 'Controls' },
  { id: 'share', label: 'Share', group: 'Controls' },
  { id: 'help', label: 'Help', group: 'Controls' },
] as const;

export type HideableId = (typeof hideables)[number]['id'] | SettingKey;

/** Also every setting of the form can be hidden, by its key; the scene is picked above it, the stage by its view. */
export const hideableSettings = settings.filter(({ key }) => key !== 'scene' && key !== 'stage');

export function isHideable(id: string): id is HideableId {
  return hideables.some((hideable) => hideable.id === id) || (id !== 'scene' && findSetting(id) !== undefined);
}
