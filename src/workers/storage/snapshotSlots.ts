/**
 * @file Two slots a run, so that a crash at any moment leaves the last good snapshot.
 *
 * A snapshot is written into the slot that does not hold the newest one; when it is on the disk, the manifest is
 * changed to point at it. The files carry their own checksums, so a damaged one is noticed when it is read.
 */
import * as v from 'valibot';
import { readSnapshotFile } from '../../core/runs/snapshotFile.ts';
import type { SlotFiles } from './slotFiles.ts';

const slots = ['a', 'b'] as const;
type Slot = (typeof slots)[number];

const entry = v.object({ step: v.number(), bytes: v.number() });
const manifestSchema = v.object({
  newest: v.picklist(slots),
  slots: v.object({ a: v.optional(entry), b: v.optional(entry) }),
});
export type Manifest = v.InferOutput<typeof manifestSchema>;

export interface FoundSnapshot {
  readonly step: number;
  readonly snapshot: Uint8Array;
}

/** Both slots are damaged; what else is kept of the run is not touched by it. */
export class SnapshotsDamagedError extends Error {
  override readonly name = 'SnapshotsDamagedError';
}

/** @returns null where there is no manifest, or it is not one */
export function readManifest(value: unknown): Manifest | null {
  return v.is(manifestSchema, value) ? value : null;
}

export function slotName(run: string, slot: Slot): string {
  return `${run}-${slot}.snapshot`;
}

/** Writes into the older slot. @returns the manifest that is to be kept once this has resolved */
export async function writeSlot(
  files: SlotFiles,
  run: string,
  { step, snapshot }: FoundSnapshot,
  before: Manifest | null,
): Promise<Manifest> {
  const slot: Slot = before?.newest === 'a' ? 'b' : 'a';
  await files.write(slotName(run, slot), snapshot);
  return { newest: slot, slots: { ...before?.slots, [slot]: { step, bytes: snapshot.length } } };
}

/** Bytes in both slots */
export function slotBytes({ slots }: Manifest): number {
  return (slots.a?.bytes ?? 0) + (slots.b?.bytes ?? 0);
}

/**
 * The newest snapshot that is intact.
 * @returns it, or null where none was ever written; and one sentence for a slot that is damaged
 * @throws SnapshotsDamagedError where snapshots were written and none is intact
 */
export async function readSlots(
  files: SlotFiles,
  run: string,
  manifest: Manifest | null,
): Promise<{ found: FoundSnapshot | null; problem: string | null }> {
  if (!manifest) return { found: null, problem: null };
  const newest = manifest.newest;
  const newestStep = manifest.slots[newest]?.step ?? 0;
  const order: readonly Slot[] = newest === 'a' ? ['a', 'b'] : ['b', 'a'];
  for (const slot of order) {
    const found = await readSlot(files, slotName(run, slot));
    if (!found) continue;
    if (slot === newest) return { found, problem: null };
    const lost = Math.max(0, newestStep - found.step);
    const problem = `The snapshot of step ${newestStep} is damaged; the one of step ${found.step} is used, ${lost} steps are lost.`;
    return { found, problem };
  }
  throw new SnapshotsDamagedError(
    'Both snapshots of this run are damaged, so it cannot go on. Its settings and curves are kept: duplicate it to train it again.',
  );
}

async function readSlot(files: SlotFiles, name: string): Promise<FoundSnapshot | null> {
  const bytes = await files.read(name);
  if (!bytes) return null;
  try {
    return { step: readSnapshotFile(bytes, name).step, snapshot: bytes };
  } catch {
    return null;
  }
}

export async function removeSlots(files: SlotFiles, run: string): Promise<void> {
  for (const slot of slots) await files.remove(slotName(run, slot));
}
