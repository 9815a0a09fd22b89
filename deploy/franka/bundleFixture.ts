/** @file For tests: a bundle of the shipped Lift policy, made as the export makes it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { type BundleContent, zipBundle } from '../../src/core/export/bundle.ts';
import { bundleOf } from '../../src/core/export/exportFixture.ts';
import { decodePolicy } from '../../src/core/policy/policyFile.ts';

export interface BundleFolder {
  readonly folder: string;
  /** Path of the zip */
  readonly zip: string;
  readonly content: BundleContent;
  remove(): void;
}

/** A zip in a temporary folder, which the test removes. */
export async function liftBundle(): Promise<BundleFolder> {
  await tf.setBackend('cpu');
  const file = new URL('../../public/policies/lift.policy', import.meta.url);
  const content = await bundleOf(decodePolicy(new Uint8Array(readFileSync(file)), 'lift.policy'), 1);
  const folder = mkdtempSync(join(tmpdir(), 'franka-'));
  const zip = join(folder, 'bundle.zip');
  writeFileSync(zip, zipBundle(content));
  return { folder, zip, content, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
