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
import { fillFromPreset, viewOfPreset } from './presetAddress.ts';
import { findPreset } from './presets.ts';
import { encodeRival, readRival, rivalKey } from './rivalAddress.ts';

/** Texts by setting, only where they were set */
export type SettingTexts = Partial<Record<SettingKey, string>>;

/** What the page writes into the address. */
export interface AddressContent extends DisplayAddress {
  /** Settings that differ from their defaults */
  readonly settings: Readonly<Partial<Record<SettingKey, number | string>>>;
  readonly preset: string | null;
  /** What the second of two runs sets otherwise */
  readonly rival: Readonly<Partial<Record<SettingKey, number | string>>>;
}

/** What an address says: the good fields, and one problem for each bad one. */
export interface Address {
  readonly texts: SettingTexts;
  readonly preset: string | null;
  readonly rival: SettingTexts;
  readonly display: DisplayAddress;
  readonly problems: readonly AddressProblem[];
}

/** A part of an address that could not be used, and was left out. */
export interface AddressProblem {
  readonly kind: 'setting' | 'display' | 'preset' | 'unreadable';
  /** One sentence for a person */
  readonly message: string;
}

export const emptyContent: AddressContent = { ...plainDisplay, settings: {}, preset: null, rival: {} };

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
  // What is as a preset does not have it must be said, also where it is the default.
  const preset = content.preset === null ? undefined : findPreset(content.preset);
  const rival = encodeRival(content.rival);
  if (rival || preset?.rival) fields.push([rivalKey, rival]);
  if (content.view === plainDisplay.view && viewOfPreset(preset)) fields.push(['view', content.view]);
  fields.push(...displayFields(content));
  // Commas and colons may stand in a hash as they are, and are easier to read there.
  const plain = (value: string | number) => encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%3A', ':');
  const texts = fields.map(([key, value]) => `${key}=${plain(value)}`);
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
  private rival: SettingTexts | null = null;
  private display: Partial<DisplayAddress> = {};
  private readonly problems: AddressProblem[] = [];
  private broken = 0;

  add(field: string): void {
    const parts = readField(field);
    if (!parts) this.broken++;
    else if (parts[0] === 'preset') this.addPreset(parts[1]);
    else if (parts[0] === rivalKey) this.addRival(parts[1]);
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
    const { preset, texts, problems } = this;
    const filled = fillFromPreset(preset, texts);
    const display = { ...plainDisplay, ...(filled.view && { view: filled.view }), ...this.display };
    const more = problems.length - mostProblems;
    const said = more > 0 ? problems.slice(0, mostProblems) : problems;
    if (more > 0) said.push({ kind: 'unreadable', message: `and ${more} more` });
    return {
      texts: { ...filled.texts, ...texts },
      preset,
      rival: this.rival ?? filled.rival,
      display,
      problems: said,
    };
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

  private addRival(text: string): void {
    const { texts, problems } = readRival(text);
    this.rival = texts;
    for (const problem of problems) this.refuse('setting', problem);
  }

  private addDisplay(key: DisplayKey, text: string): void {
    const { change, problems } = readDisplayField(key, text);
    this.display = { ...this.display, ...change };
    for (const problem of problems) this.refuse('display', problem);
  }
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
