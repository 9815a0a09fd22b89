import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FileFormatError } from '../container.ts';
import { decodeDemonstrations, encodeDemonstrations } from '../demonstrations.ts';
import type { ImportScene } from './columns.ts';
import { type ExampleFormat, writeExample } from './example.ts';
import { importDemonstrations } from './importDemonstrations.ts';
import { importLimits } from './limits.ts';

const lift = {
  id: 'lift',
  title: 'Lift',
  observation: [
    { key: 'cube_pos', size: 2 },
    { key: 'gripper', size: 1 },
  ],
  actionSize: 2,
  actionLimit: [-1, 1],
  controlHz: 20,
  metric: 'success',
  demonstrations: ['expert'],
} satisfies ImportScene;
const reach: ImportScene = { ...lift, id: 'reach', title: 'Reach', observation: [{ key: 'hand', size: 1 }] };
const scenes = [lift, reach];

const encode = (text: string) => new TextEncoder().encode(text);
const read = (text: string, file = 'lift-demos.csv') =>
  importDemonstrations(encode(text), file, scenes, 'own-lift-demos');
const readJson = (content: unknown) =>
  read(typeof content === 'string' ? content : JSON.stringify(content), 'lift.json');

const header = 'episode,cube_pos[0],cube_pos[1],gripper[0],action[0],action[1]';
const rows = ['0,1,2,3,0.5,-0.5', '0,2,3,4,1,-1', '1,5,6,7,0,0.25'];
const csv = [header, ...rows, ''].join('\n');
const json = {
  scene: 'lift',
  episodes: [
    { observations: [[1, 2, 3], [2, 3, 4]], actions: [[0.5, -0.5], [1, -1]], rewards: [0, 1], success: true }, // biome-ignore format: as it stands in a file
    { observations: [[5, 6, 7]], actions: [[0, 0.25]], rewards: [0.5], success: false },
  ],
};

describe('a good file', () => {
  test('of CSV gives its episodes in order, and says where they came from', () => {
    const { set } = read(csv);
    expect(set.metadata).toMatchObject({
      scene: 'lift',
      id: 'own-lift-demos',
      command: 'imported from lift-demos.csv',
    });
    expect(set.metadata.episodes).toEqual([{ length: 2 }, { length: 1 }]);
    expect(Array.from(set.observations)).toEqual([1, 2, 3, 2, 3, 4, 5, 6, 7]);
    expect(Array.from(set.actions)).toEqual([0.5, -0.5, 1, -1, 0, 0.25]);
  });

  test('of JSON gives the same set as of CSV, with its returns and successes', () => {
    const { set, summary } = readJson(json);
    expect(set.observations).toEqual(read(csv).set.observations);
    expect(set.actions).toEqual(read(csv).set.actions);
    expect(set.metadata.episodes.map(({ return: total, success }) => [total, success])).toEqual([[1, true], [0.5, false]]); // biome-ignore format: two rows
    expect(summary).toMatchObject({ meanReturn: 0.75, successes: 1 });
  });

  test('of our own format keeps how it was made, under its new name', () => {
    const { set } = readJson(json);
    const made = { ...set, metadata: { ...set.metadata, id: 'expert', command: 'npm run lab', seed: 7, attempts: 9 } };
    const found = importDemonstrations(encodeDemonstrations(made), 'a.demo', scenes, 'own-a').set;
    expect(found).toEqual({ ...made, metadata: { ...made.metadata, id: 'own-a' } });
  });

  test('may order its columns freely, quote them, end lines as Windows does, and hold comments', () => {
    const shuffled = [
      '# from my robot',
      '"action[1]","episode","gripper[0]","cube_pos[1]","cube_pos[0]","action[0]",reward,success',
      '-0.5,4,3,2,1,0.5,1,0',
      '-1,4,4,3,2,1,2,true',
    ].join('\r\n');
    const { set } = read(`\uFEFF${shuffled}`);
    expect(Array.from(set.observations)).toEqual([1, 2, 3, 2, 3, 4]);
    expect(Array.from(set.actions)).toEqual([0.5, -0.5, 1, -1]);
    expect(set.metadata.episodes).toEqual([{ length: 2, return: 3, success: true }]);
  });

  test('of CSV finds its scene by its columns', () => {
    expect(read('episode,hand[0],action[0],action[1]\n0,1,0,0').set.metadata.scene).toBe('reach');
  });

  test('what a file does not say is not made up', () => {
    const { set, summary } = read(csv);
    expect(summary).toMatchObject({ meanReturn: null, successes: null });
    expect(set.metadata.successRate).toBeNull();
    expect(set.metadata).not.toHaveProperty('meanReturn');
    expect(decodeDemonstrations(encodeDemonstrations(set), 'a.demo')).toEqual(set);
  });

  test('the example of a scene reads back, in both formats', () => {
    const { set } = readJson(json);
    for (const format of ['csv', 'json'] satisfies ExampleFormat[]) {
      const example = importDemonstrations(encode(writeExample(set, lift, format)), `a.${format}`, scenes, 'own-a');
      expect(example.set.observations, format).toEqual(set.observations);
      expect(example.set.actions, format).toEqual(set.actions);
    }
  });
});

describe('the summary', () => {
  test('says how much there is, in steps and in seconds of the scene', () => {
    expect(read(csv).summary).toMatchObject({ episodes: 2, transitions: 3, seconds: 0.15, shortest: 1, longest: 2 });
  });

  test('says how far each action goes', () => {
    expect(read(csv).summary.actions).toEqual([
      { name: 'action[0]', low: 0, high: 1 },
      { name: 'action[1]', low: -1, high: 0.25 },
    ]);
  });

  test('warns of actions that were outside the limits, which the set then holds at them', () => {
    const { set, summary } = read(csv.replace('0,2,3,4,1,-1', '0,2,3,4,40,-1'));
    expect(Array.from(set.actions)).toEqual([0.5, -0.5, 1, -1, 0, 0.25]);
    expect(summary.warnings[0]).toBe(
      '1 action value lay outside -1 to 1, as far as 40, and was set to the limit. Check that the actions are in the scene’s units.',
    );
  });

  test('warns of what never changes, of a single episode, and of episodes shorter than a chunk', () => {
    expect(read(`${header}\n0,1,2,3,0,1\n0,1,5,6,0,-1`).summary.warnings).toEqual([
      'action[0] never acts: the same value in every row.',
      'cube_pos[0] never changes: the same value in every row.',
      'With a single episode nothing can be held out to look inside the network.',
      '1 episode is shorter than a chunk of 4 actions, and a longer chunk learns nothing from them.',
    ]);
  });
});

describe('a bad file is refused with its place, what was expected and what was found', () => {
  test.each<[string, string, string]>([
    [
      'a word',
      csv.replace('0,2,3,4,1,-1', '0,2,3,4,abc,-1'),
      'line 3, column 5 (action[0]) holds "abc", expected a number from -1 to 1',
    ],
    ['nothing', csv.replace('1,5,6,7', '1,5,,7'), 'line 4, column 3 (cube_pos[1]) is empty, expected a number'],
    [
      'hexadecimal',
      csv.replace('1,5,6,7', '1,5,0x6,7'),
      'line 4, column 3 (cube_pos[1]) holds "0x6", expected a number',
    ],
    [
      'infinity',
      csv.replace('1,5,6,7', '1,Infinity,6,7'),
      'line 4, column 2 (cube_pos[0]) holds "Infinity", expected a number',
    ],
    [
      'what overflows 32 bits',
      csv.replace('1,5,6,7', '1,1e39,6,7'),
      'line 4, column 2 (cube_pos[0]) holds "1e39", expected a number',
    ],
    [
      'half an episode',
      csv.replace('1,5,6,7', '1.5,5,6,7'),
      'line 4, column 1 (episode) holds "1.5", expected a whole number from 0 on',
    ],
    [
      'an episode that comes back',
      `${csv}0,1,2,3,0,0`,
      'line 5 goes back to episode 0, expected its rows to stand together',
    ],
    ['a short row', `${csv}2,1,2`, 'line 5 has 3 columns, the header has 6'],
    [
      'an unknown column',
      csv.replace('gripper[0]', 'grip'),
      'line 1, column 4 is called "grip" (Lift takes episode, cube_pos[0…1], gripper[0], action[0…1], and where known reward, success)',
    ],
    ['a missing column', 'episode,action[0]\n0,1', 'line 1 has no column cube_pos[0] (Lift takes'],
    ['a column twice', csv.replace('cube_pos[1]', 'cube_pos[0]'), 'line 1, column 3 is a second "cube_pos[0]"'],
    ['a prototype for a column', `__proto__,${csv}`, 'line 1, column 1 is called "__proto__"'],
    ['semicolons', csv.replaceAll(',', ';'), 'line 1 separates its columns with ";", expected ","'],
    ['nothing at all', '', 'line 1 is missing, expected a header'],
    ['a header alone', header, 'it holds no episodes, expected 1 or more'],
    [
      'a truth that is a word',
      `${header},success\n0,1,2,3,0,0,maybe`,
      'line 2, column 7 (success) holds "maybe", expected 0, 1, true or false',
    ],
    [
      'a line without an end',
      `${header}\n${'1'.repeat(10_000)}`,
      'line 2 is 10000 characters long, expected at most 384',
    ],
  ])('%s', (_, text, message) => {
    expect(() => read(text)).toThrow(FileFormatError);
    expect(() => read(text)).toThrow(`lift-demos.csv: ${message}`);
    expect(() => read(text)).toThrow(/Nothing was imported\.$/);
  });

  const episode = json.episodes[1];
  test.each<[string, unknown, string]>([
    ['text that is not JSON', '{"scene": lift}', 'is not JSON'],
    ['a list', [], 'it holds a list of 0, expected an object with scene and episodes'],
    ['an unknown field', { ...json, note: 1 }, 'it has a field "note", expected only scene, episodes'],
    ['a prototype', '{"scene": "lift", "episodes": [], "__proto__": {"polluted": true}}', 'it has a field "__proto__"'],
    ['no scene', { episodes: [] }, 'it has no field "scene"'],
    ['a scene that there is not', { ...json, scene: 'mars' }, 'scene holds "mars", expected one of lift, reach'],
    ['no episodes', { ...json, episodes: [] }, 'it holds no episodes'],
    [
      'an empty episode',
      { ...json, episodes: [{ observations: [], actions: [] }] },
      'episodes[0] is an episode without steps',
    ],
    [
      'a row of another width',
      { ...json, episodes: [{ ...episode, actions: [[1, 2, 3]] }] },
      'episodes[0].actions[0] has 3 numbers, an action takes 2 (action[0] action[1])',
    ],
    [
      'a word for a number',
      { ...json, episodes: [{ ...episode, actions: [[1, 'abc']] }] },
      'episodes[0].actions[0][1] holds "abc", expected a finite number',
    ],
    [
      'null for a number',
      { ...json, episodes: [{ ...episode, observations: [[1, null, 2]] }] },
      'episodes[0].observations[0][1] holds null',
    ],
    [
      'too few actions',
      { ...json, episodes: [{ ...episode, actions: [] }] },
      'episodes[0].actions has 0 rows, its observations have 1',
    ],
    [
      'a success that is a number',
      { ...json, episodes: [{ ...episode, success: 1 }] },
      'episodes[0].success holds 1, expected true or false',
    ],
    [
      'lists a hundred thousand deep',
      `{"scene": "lift", "episodes": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      'episodes[0] holds a list of 1, expected an object',
    ],
  ])('%s', (_, content, message) => {
    expect(() => readJson(content)).toThrow(FileFormatError);
    expect(() => readJson(content)).toThrow(message);
    expect(() => readJson(content)).toThrow(/^lift\.json: .*Nothing was imported\.$/);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('another ending, another scene, another size', () => {
    expect(() => read(csv, 'lift.hdf5')).toThrow('lift.hdf5: its name ends in ".hdf5", expected .demo, .csv or .json');
    const { set } = readJson(json);
    const write = (metadata: object) => encodeDemonstrations({ ...set, metadata: { ...set.metadata, ...metadata } });
    const readDemo = (bytes: Uint8Array) => importDemonstrations(bytes, 'a.demo', scenes, 'own-a');
    expect(() => readDemo(write({ scene: 'mars' }))).toThrow(
      'a.demo: its scene is "mars", expected one of lift, reach',
    );
    expect(() => readDemo(write({ scene: 'reach' }))).toThrow('have 3 and 2 numbers, Reach takes 1 and 2');
  });

  test('a file that is too large, or holds too many rows', () => {
    const large = new Uint8Array(importLimits.fileBytes + 1);
    expect(() => importDemonstrations(large, 'a.csv', scenes, 'own-a')).toThrow(
      'a.csv: it is 65 MB, expected at most 64 MB',
    );
    const many = Array.from({ length: importLimits.transitions + 1 }, () => '0,1,2,3,0,0');
    expect(() => read([header, ...many].join('\n'))).toThrow('expected at most 500000');
  });
});

describe('1,000 damaged files (seed 3) are read or refused with a typed error, quickly', () => {
  const { set } = readJson(json);
  const files: Record<string, Uint8Array> = {
    'a.csv': encode(csv),
    'a.json': encode(JSON.stringify(json)),
    'a.demo': encodeDemonstrations(set),
  };
  const nasty = fc.oneof(
    fc.constantFrom('__proto__', '"', '[', '{', '\n', ',', 'NaN', '1e999', '-', '\u0000', 'é', ',,,,', '[[[[', 'null'),
    fc.string({ maxLength: 6 }),
  );
  const damage = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat(12),
    repeat: fc.nat(3),
    text: nasty,
  });

  test.each(Object.keys(files))('%s', (file) => {
    const original = files[file];
    let [longest, refused] = [0, 0];
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
        let bytes = original;
        for (const { at, cut, repeat, text } of damages) {
          const start = Math.floor(at * bytes.length);
          const inserted = encode(text.repeat(repeat));
          bytes = Uint8Array.of(...bytes.subarray(0, start), ...inserted, ...bytes.subarray(start + cut));
        }
        const began = performance.now();
        try {
          const found = importDemonstrations(bytes, file, scenes, 'own-a').set;
          expect([...found.observations, ...found.actions].every(Number.isFinite)).toBe(true);
          expect(found.actions.every((action) => Math.abs(action) <= 1)).toBe(true);
        } catch (error) {
          if (!(error instanceof FileFormatError)) throw error;
          expect(error.message.length).toBeLessThan(400);
          refused += 1;
        }
        longest = Math.max(longest, performance.now() - began);
      }),
      { seed: 3, numRuns: 1000 },
    );
    expect(refused).toBeGreaterThan(300);
    expect(longest).toBeLessThan(1000);
  });
});
