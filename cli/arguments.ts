/** @file Reads a command's words: positionals, flags with values, and nothing that it does not know. */
import { parseArgs } from 'node:util';

/** The command line was wrong; its message is all the user needs. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface Arguments {
  readonly positionals: readonly string[];
  /** @returns the flag's text @throws UsageError where it is missing and there is no fallback */
  text(flag: string, fallback?: string): string;
  optional(flag: string): string | undefined;
  /** @throws UsageError where it is not a whole number of at least `least` */
  integer(flag: string, fallback?: number, least?: number): number;
  has(flag: string): boolean;
  /** Every value of a flag that may be repeated. */
  all(flag: string): readonly string[];
}

export interface Flags {
  /** Flags that take a value, with one word for the usage line */
  readonly values?: readonly string[];
  /** Flags that take a value and may be repeated */
  readonly repeated?: readonly string[];
  /** Flags that stand alone */
  readonly switches?: readonly string[];
}

/** @throws UsageError naming an unknown flag, a missing value or a missing positional */
export function parseArguments(words: readonly string[], positionals: readonly string[], flags: Flags): Arguments {
  const options = Object.fromEntries([
    ...(flags.values ?? []).map((name) => [name, { type: 'string' as const }]),
    ...(flags.repeated ?? []).map((name) => [name, { type: 'string' as const, multiple: true }]),
    ...(flags.switches ?? []).map((name) => [name, { type: 'boolean' as const }]),
  ]);
  const parsed = parseStrictly(words, options);
  if (parsed.positionals.length !== positionals.length) {
    const expected = positionals.length === 0 ? 'no further words' : positionals.map((name) => `<${name}>`).join(' ');
    throw new UsageError(`expected ${expected}, received ${parsed.positionals.join(' ') || 'nothing'}`);
  }
  const values = parsed.values as Record<string, string | boolean | string[] | undefined>;
  const optional = (flag: string) => values[flag] as string | undefined;
  const text = (flag: string, fallback?: string) => {
    const value = optional(flag) ?? fallback;
    if (value === undefined) throw new UsageError(`--${flag} is missing`);
    return value;
  };
  return {
    positionals: parsed.positionals,
    text,
    optional,
    integer(flag, fallback, least = 0) {
      const value = Number(text(flag, fallback?.toString()));
      if (Number.isSafeInteger(value) && value >= least) return value;
      throw new UsageError(`--${flag}: expected a whole number of at least ${least}, received ${optional(flag)}`);
    },
    has: (flag) => values[flag] !== undefined,
    all: (flag) => (values[flag] as string[] | undefined) ?? [],
  };
}

function parseStrictly(
  words: readonly string[],
  options: Record<string, { type: 'string' | 'boolean'; multiple?: boolean }>,
) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message.split('\n')[0]);
  }
}
