/** @file The part of the address that says what the second of two runs sets otherwise: `rival=dispersive.weight:0.5`. */
import { parseSetting, SettingError } from '../core/experiment/experiment.ts';
import { type SettingKey, settings } from '../core/experiment/settings.ts';

export const rivalKey = 'rival';

type Said = Readonly<Partial<Record<SettingKey, number | string>>>;
type Texts = Partial<Record<SettingKey, string>>;

/** @returns one text, empty where nothing differs; no value of a setting holds a comma or a colon */
export function encodeRival(rival: Said): string {
  const parts = settings.flatMap(({ key }) => (rival[key] === undefined ? [] : [`${key}:${rival[key]}`]));
  return parts.join(',');
}

/** Reads part by part. @returns the good ones, and one message for each bad one */
export function readRival(text: string): { readonly texts: Texts; readonly problems: readonly string[] } {
  const texts: Texts = {};
  const problems: string[] = [];
  for (const part of text.split(',').filter(Boolean)) {
    const colon = part.indexOf(':');
    const key = colon < 0 ? part : part.slice(0, colon);
    try {
      texts[key as SettingKey] = String(parseSetting(key, colon < 0 ? '' : part.slice(colon + 1)));
    } catch (error) {
      if (!(error instanceof SettingError)) throw error;
      problems.push(`${rivalKey}: ${error.message}`);
    }
  }
  return { texts, problems };
}
