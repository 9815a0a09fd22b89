/** @file The GPU that this browser or system offers, and whether it is one. */

export interface GpuAdapter {
  /** Vendor and architecture */
  readonly name: string;
  /** A program on the CPU that computes as a GPU would: right, and slow */
  readonly isSoftware: boolean;
}

/** @returns null where there is no WebGPU, or none of its adapters may be used */
export async function findGpuAdapter(): Promise<GpuAdapter | null> {
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) return null;
  const { isFallbackAdapter, vendor, architecture } = adapter.info as GPUAdapterInfo & { isFallbackAdapter?: boolean };
  return {
    name: [vendor, architecture].filter(Boolean).join(' ') || 'unnamed adapter',
    isSoftware: isFallbackAdapter === true || architecture === 'swiftshader',
  };
}
