/** @file How much an imported file may hold, and how its mistakes are told. */
import { FileFormatError } from '../containerHeader.ts';

/** More than a browser trains on in an afternoon, less than makes it run out of memory. */
export const importLimits = {
  fileBytes: 64 * 1024 * 1024,
  episodes: 10_000,
  transitions: 500_000,
} as const;

/**
 * Refuses a file with one sentence for a person.
 * @param place where in the file, such as `line 12, column 5 (action[4])`
 * @param found what is there and what was expected
 * @throws FileFormatError always
 */
export function refuse(file: string, place: string, found: string): never {
  throw new FileFormatError(`${file}: ${place} ${found}. Nothing was imported.`);
}

/** A value as it stands in the file, quoted and cut to what fits a sentence. */
export function quote(value: unknown): string {
  const text = typeof value === 'string' ? `"${value}"` : (JSON.stringify(value) ?? String(value));
  // Control characters could break the line, and the reader's patience.
  const printable = text.replace(/\p{C}/gu, '�');
  return printable.length <= 40 ? printable : `${printable.slice(0, 37)}…`;
}
