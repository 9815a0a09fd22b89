/** @file The experiment in the address bar: `#scene=hopper&dispersive.weight=0.1`, defaults left out. */
import { parseSettings, type SettingError } from '../core/experiment/experiment.ts';
import { type SettingKey, settings } from '../core/experiment/settings.ts';

/** What an address says: the good fields as text, and one message for each bad one. */
export interface Address {
  readonly texts: Partial<Record<SettingKey, string>>;
  readonly problems: readonly string[];
}

/** @param differences settings that differ from their defaults @returns the hash, empty where nothing differs */
export function encodeAddress(differences: Partial<Record<SettingKey, number | string>>): string {
  const fields = settings.flatMap(({ key }) => {
    const value = differences[key];
    return value === undefined ? [] : [`${key}=${encodeURIComponent(value)}`];
  });
  return fields.length === 0 ? '' : `#${fields.join('&')}`;
}

/** Reads a hash field by field. Never throws: an address is typed and pasted by people. */
export function decodeAddress(hash: string): Address {
  const fields = hash.replace(/^#/, '').split('&').filter(Boolean).map(readField);
  const broken = fields.filter((field) => field === null).length;
  const { values, problems } = parseSettings(fields.filter((field) => field !== null));
  const texts = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));
  return {
    texts,
    problems: [
      ...problems.map((problem: SettingError) => problem.message),
      ...(broken > 0 ? [`${broken} ${broken === 1 ? 'part' : 'parts'} of the address could not be read`] : []),
    ],
  };
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
