/** @file What a figure was measured on: without it a time means nothing. */
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { provideWebGpu } from '../cli/tensorBackend.ts';
import { versions } from '../cli/versions.ts';

export async function describeMachine(): Promise<object> {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    /** Of the last minute: above the number of cores, others were at work too. */
    load: Number(loadavg()[0].toFixed(1)),
    adapter: await adapterName(),
    versions: versions(),
  };
}

/** @returns the GPU's name, or why there is none */
async function adapterName(): Promise<string> {
  try {
    await provideWebGpu();
    const adapter = await navigator.gpu.requestAdapter();
    if (!adapter) return 'none';
    const { vendor, architecture, description } = adapter.info;
    return [vendor, architecture, description].filter(Boolean).join(' ') || 'unnamed adapter';
  } catch (error) {
    return `none: ${(error as Error).message}`;
  }
}
