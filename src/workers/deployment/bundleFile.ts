/** @file A bundle's zip as the page meets it: a file of some size, read again for each question. */
import { type Bundle, readZippedBundle } from '../../core/export/bundle.ts';
import { BundleError } from '../../core/export/bundleError.ts';
import { policyOfBundle } from '../../core/export/policyOfBundle.ts';
import { encodePolicy } from '../../core/policy/policyFile.ts';
import { findScene } from '../../core/scenes/registry.ts';
import type { OpenedBundle } from './protocol.ts';

/** Bytes; no bundle of this lab comes near it. */
const largestZip = 256e6;

/** @throws BundleError where the file is too large, no bundle, or one that was damaged or tampered with */
export async function readBundleFile(file: Blob): Promise<Bundle> {
  if (file.size > largestZip) throw new BundleError('bundle', `it has ${Math.round(file.size / 1e6)} MB, 256 at most`);
  return readZippedBundle(new Uint8Array(await file.arrayBuffer()));
}

/** @throws BundleError also where it is of a scene that the lab does not have */
export function describeBundle(bundle: Bundle): OpenedBundle {
  const { manifest, onnx } = bundle;
  try {
    findScene(manifest.scene.id);
  } catch {
    throw new BundleError('manifest.json', `scene.id: the lab has no scene called ${manifest.scene.id}`);
  }
  return { manifest, policy: encodePolicy(policyOfBundle(bundle)), onnx };
}
