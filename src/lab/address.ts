/**
 * @file The address bar: `#preset=collapsed&dispersive.weight=0.1&view=one-step`, defaults left out. It holds every
 * setting that differs from its default, and how the page is looked at.
 */
import { parseSetting, SettingError } from '../core/experiment/experiment.ts';
import { type SettingKey, settings } from '../core/experiment/settings.ts';
import {
  type DisplayAddress,
  type DisplayKey,
  displayFields,
  displayKeys,
  plainDisplay,
  readDisplayField,
} from './displayAddress.ts';
import { findPreset } from './presets.ts';

/** Texts by setting, only where they were set */
export type SettingTexts = Partial<Record<SettingKey, string>>;

/** What the page writes into the address. */
export interface AddressContent extends DisplayAddress {
  /** Settings that differ from their defaults */
  readonly settings: Readonly<Partial<Record<SettingKey, number | string>>>;
  readonly preset: string | null;
}

/** What an address says: the good fields, and one problem for each bad one. */
export interface Address {
  readonly texts: SettingTexts;
  readonly preset: string | null;
  readonly display: DisplayAddress;
  readonly problems: readonly AddressProblem[];
}

/** A part of an address that could not be used, and was left out. */
export interface AddressProblem {
  readonly kind: 'setting' | 'display' | 'preset' | 'unreadable';
  /** One sentence for a person */
  readonly message: string;
}

export const emptyContent: AddressContent = { ...plainDisplay, settings: {}, preset: null };

/** Browsers, chats and mails cut off what is longer than a few thousand characters. */
const longestHash = 8000;
const longestMessage = 240;
const mostProblems = 12;

/** @returns the hash, empty where nothing differs */
export function encodeAddress(content: AddressContent): string {
  const fields: (readonly [string, string | number])[] = [];
  if (content.preset !== null) fields.push(['preset', content.preset]);
  for (const { key } of settings) {
    const value = content.settings[key];
    if (value !== undefined) fields.push([key, value]);
  }
  fields.push(...displayFields(content));
  // Commas may stand in a hash as they are, and are easier to read there.
  const texts = fields.map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll('%2C', ',')}`);
  return texts.length === 0 ? '' : `#${texts.join('&')}`;
}

/** Reads a hash field by field; the last of two fields of one name counts. Never throws: addresses are typed and pasted. */
export function decodeAddress(hash: string): Address {
  const reading = new Reading();
  const text = hash.replace(/^#/, '');
  for (const field of text.slice(0, longestHash).split('&')) if (field !== '') reading.add(field);
  if (text.length > longestHash) {
    reading.refuse('unreadable', `the address is longer than ${longestHash} characters; what comes after was left out`);
  }
  return reading.finish();
}

class Reading {
  private readonly texts: SettingTexts = {};
  private preset: string | null = null;
  private display = plainDisplay;
  private readonly problems: AddressProblem[] = [];
  private broken = 0;

  add(field: string): void {
    const parts = readField(field);
    if (!parts) this.broken++;
    else if (parts[0] === 'preset') this.addPreset(parts[1]);
    else if (displayKeys.includes(parts[0] as DisplayKey)) this.addDisplay(parts[0] as DisplayKey, parts[1]);
    else this.addSetting(...parts);
  }

  refuse(kind: AddressProblem['kind'], message: string): void {
    const short = message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message;
    // The same mistake, made twice, is told once.
    if (!this.problems.some((problem) => problem.message === short)) this.problems.push({ kind, message: short });
  }

  finish(): Address {
    if (this.broken > 0) {
      const parts = this.broken === 1 ? '1 part' : `${this.broken} parts`;
      this.refuse('unreadable', `${parts} of the address could not be read`);
    }
    const { texts, preset, display, problems } = this;
    const more = problems.length - mostProblems;
    const said = more > 0 ? problems.slice(0, mostProblems) : problems;
    if (more > 0) said.push({ kind: 'unreadable', message: `and ${more} more` });
    return { texts: { ...presetTexts(preset, texts), ...texts }, preset, display, problems: said };
  }

  private addSetting(key: string, text: string): void {
    try {
      this.texts[key as SettingKey] = String(parseSetting(key, text));
    } catch (error) {
      if (!(error instanceof SettingError)) throw error;
      this.refuse('setting', error.message);
    }
  }

  private addPreset(id: string): void {
    if (findPreset(id)) this.preset = id;
    else this.refuse('preset', `preset: there is none called ${id || '(nothing)'}`);
  }

  private addDisplay(key: DisplayKey, text: string): void {
    const { change, problems } = readDisplayField(key, text);
    this.display = { ...this.display, ...change };
    for (const problem of problems) this.refuse('display', problem);
  }
}

/**
 * A preset that stands alone in the address is meant to be applied; beside any setting of its own it only says what
 * the page was started from, and the settings are taken as they are.
 */
function presetTexts(id: string | null, texts: SettingTexts): SettingTexts {
  const preset = id === null ? undefined : findPreset(id);
  if (!preset) return {};
  const own = Object.entries(preset.settings);
  const isTakenAsIs = own.some(([key]) => texts[key as SettingKey] !== undefined);
  const chosen = isTakenAsIs ? [] : own;
  const scene = preset.scene === settings[0].default ? [] : [['scene', preset.scene]];
  return Object.fromEntries([...scene, ...chosen].map(([key, value]) => [key, String(value)]));
}

/** @returns null where the field is not of the form key=value, or is not valid percent-encoding */
function readField(field: string): readonly [string, string] | null {
  const equals = field.indexOf('=');
  if (equals < 1) return null;
  try {
    return [decodeURIComponent(field.slice(0, equals)), decodeURIComponent(field.slice(equals + 1))];
  } catch {
    return null;
  }
}
