import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeContainer, encodeContainer, FileFormatError } from '../data/container.ts';
import { embeddingRecord, experiment, finetuningRecords, keptRun, records } from '../experiment/runFixture.ts';
import { migrate } from './migrations.ts';
import { decodeRunFile, encodeRunFile } from './runFile.ts';
import { snapshotAt } from './snapshotFixture.ts';

const file = { run: keptRun, records, snapshot: snapshotAt(2) };

/** The file with its header's metadata changed, and a checksum that is right again. */
function forge(change: (metadata: Record<string, unknown>) => void): Uint8Array {
  const { kind, version, metadata, arrays } = decodeContainer<Record<string, unknown>>(encodeRunFile(file), 'f', 'run');
  const copy = structuredClone(metadata);
  change(copy);
  return encodeContainer({ kind, version, metadata: copy, arrays });
}

test('a run comes back from its file bit for bit, a loss that was not a number included', () => {
  const back = decodeRunFile(encodeRunFile(file), 'lift.run');
  expect(back.run).toEqual(keptRun);
  expect(new Set(back.records.map((record) => JSON.stringify(record)))).toEqual(
    new Set(records.map((record) => JSON.stringify(record))),
  );
  expect(back.records.filter((record) => record.kind === 'training').map((record) => record.velocityLoss)).toEqual([
    1 / 3,
    Number.NaN,
  ]);
  expect(back.records.at(-1)).toEqual(embeddingRecord(2));
  expect(back.snapshot).toEqual(file.snapshot);
});

test('a run of before there were instruments opens, without them', () => {
  const { kind, version, metadata, arrays } = decodeContainer<Record<string, unknown>>(encodeRunFile(file), 'f', 'run');
  const { instruments: _columns, ...oldMetadata } = metadata;
  const { instruments: _values, ...oldArrays } = arrays;
  const back = decodeRunFile(encodeContainer({ kind, version, metadata: oldMetadata, arrays: oldArrays }), 'old.run');
  const spread = back.records.filter((record) => record.kind === 'representation');
  expect(spread.map(({ effectiveRank }) => effectiveRank)).toEqual([2.5, 1.5]);
  for (const record of spread) expect(Object.keys(record)).toHaveLength(7);
});

test('a run of before stage 2 opens: it was fine-tuned from nothing, and has no record of it', () => {
  const { kind, version, metadata, arrays } = decodeContainer<Record<string, unknown>>(encodeRunFile(file), 'f', 'run');
  const { finetuning: _columns, ...oldMetadata } = metadata;
  const { finetuning: _values, ...oldArrays } = arrays;
  const { parent: _parent, ...origin } = keptRun.origin;
  const old = { ...oldMetadata, run: { ...keptRun, version: 1, origin } };
  const back = decodeRunFile(encodeContainer({ kind, version, metadata: old, arrays: oldArrays }), 'old.run');
  expect(back.run).toEqual(keptRun);
  expect(back.records.filter((record) => record.kind === 'finetuning')).toEqual([]);
  expect(back.records).toHaveLength(records.length - finetuningRecords.length);
});

test('what PPO did comes back bit for bit, with its times and with what it could not say yet', () => {
  const back = decodeRunFile(encodeRunFile(file), 'f').records.filter((record) => record.kind === 'finetuning');
  expect(back).toEqual(finetuningRecords);
});

test('instruments that do not fit the records are refused', () => {
  const { kind, version, metadata, arrays } = decodeContainer<Record<string, unknown>>(encodeRunFile(file), 'f', 'run');
  const short = { ...arrays, instruments: (arrays.instruments as Float64Array).slice(1) };
  expect(() => decodeRunFile(encodeContainer({ kind, version, metadata, arrays: short }), 'f')).toThrow(
    'f: its instruments are not 2 rows of 9 numbers. Nothing was read.',
  );
});

test('of many embeddings a file holds the last', () => {
  const many = { ...file, records: [embeddingRecord(0), ...records], snapshot: null };
  const embeddings = decodeRunFile(encodeRunFile(many), 'f').records.filter((record) => record.kind === 'embedding');
  expect(embeddings).toEqual([embeddingRecord(2)]);
});

test('a file whose snapshot is of another run is refused, with both values', () => {
  const stranger = { ...file, snapshot: snapshotAt(2, { ...experiment, seed: 4 }) };
  expect(() => decodeRunFile(encodeRunFile(stranger), 'lift.run')).toThrow(
    'lift.run: its snapshot was trained with seed 4, the run says 3. Nothing was read.',
  );
});

test('a field that is not as it should be is named', () => {
  const bad = forge((metadata) => {
    (metadata.run as Record<string, unknown>).colour = 99;
  });
  expect(() => decodeRunFile(bad, 'f')).toThrow(/^f: colour: .*Nothing was read\.$/);
  const stranger = forge((metadata) => {
    ((metadata.run as Record<string, unknown>).experiment as Record<string, unknown>)['dispersive.weight'] = 7;
  });
  expect(() => decodeRunFile(stranger, 'f')).toThrow('dispersive.weight: expected 0 to 2, received 7');
});

test('a run made by a newer lab is refused', () => {
  const newer = forge((metadata) => {
    (metadata.run as Record<string, unknown>).version = 3;
  });
  expect(() => decodeRunFile(newer, 'f')).toThrow(FileFormatError);
});

test('any field of the description replaced by nonsense gives a typed error or a valid run, nothing else', () => {
  const paths = [
    'run',
    'records',
    'embedding',
    'instruments',
    'finetuning',
    ...Object.keys(keptRun).map((key) => `run.${key}`),
  ];
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, nonsense) => {
      const bytes = forge((metadata) => {
        const keys = path.split('.');
        const owner = keys.length > 1 ? (metadata.run as Record<string, unknown>) : metadata;
        owner[keys[keys.length - 1]] = nonsense;
      });
      try {
        decodeRunFile(bytes, 'f');
      } catch (error) {
        expect(error).toBeInstanceOf(FileFormatError);
      }
    }),
    { seed: 1, numRuns: 300 },
  );
});

test('a damaged byte anywhere is noticed', () => {
  const bytes = encodeRunFile(file);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const damaged = bytes.slice();
      damaged[at] ^= change;
      expect(() => decodeRunFile(damaged, 'f')).toThrow(FileFormatError);
    }),
    { seed: 2, numRuns: 60 },
  );
});

test('an older layout is brought up a step at a time, and one without a step is left to the schema', () => {
  const steps = {
    1: (run: Readonly<Record<string, unknown>>) => ({ ...run, version: 2, note: 'from 1' }),
    2: (run: Readonly<Record<string, unknown>>) => ({ ...run, version: 3, note: `${run.note}, then 2` }),
  };
  expect(migrate({ version: 1 }, steps, 3)).toEqual({ version: 3, note: 'from 1, then 2' });
  expect(migrate({ version: 0 }, steps, 3)).toEqual({ version: 0 });
  expect(migrate(null, steps, 3)).toBeNull();
});
