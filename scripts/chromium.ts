/** @file Where this machine keeps its Chromium and its software GPU: the browser tests and node's WebGPU need both. */
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

const systemBrowsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macBrowsers = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The browser to test with: the CHROMIUM environment variable, else one of the system, else Playwright's own.
 *
 * @returns its path; null where there is none
 * @throws Error where CHROMIUM names a file that does not exist
 */
export async function findChromium(): Promise<string | null> {
  const named = process.env.CHROMIUM;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM=${named}: there is no such file. Unset it, or name a Chromium or Chrome executable.`);
  }
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(':')];
  const candidates = folders.flatMap((folder) => systemBrowsers.map((name) => join(folder, name)));
  const { chromium } = await import('@playwright/test');
  return [...candidates, ...macBrowsers, chromium.executablePath()].find((path) => existsSync(path)) ?? null;
}

/**
 * SwiftShader, the software GPU that Chromium brings along, as a Vulkan driver manifest.
 *
 * @returns the manifest's path; null where there is none, or where the platform has no need of it
 */
export function findSwiftshader(): string | null {
  if (process.platform !== 'linux') return null;
  const folders = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome', ...playwrightFolders()];
  if (process.env.CHROMIUM) folders.unshift(dirname(process.env.CHROMIUM));
  return folders.map((folder) => join(folder, 'vk_swiftshader_icd.json')).find((path) => existsSync(path)) ?? null;
}

/**
 * Environment variables that give node's WebGPU (the `webgpu` package) the same GPU on every machine: SwiftShader,
 * through the system's Vulkan loader, or Chromium's own where the system has none.
 */
export function swiftshaderEnvironment(): Record<string, string> {
  const manifest = findSwiftshader();
  if (!manifest) return {};
  // The loader's file is looked up when a process starts, so this part helps child processes only.
  const loader: Record<string, string> = hasVulkanLoader() ? {} : { LD_LIBRARY_PATH: dirname(manifest) };
  return { VK_ICD_FILENAMES: manifest, VK_DRIVER_FILES: manifest, ...loader };
}

/** Whether libvulkan.so.1, through which programs reach Vulkan drivers, is installed. */
export function hasVulkanLoader(): boolean {
  const libraries = ['/usr/lib', '/usr/lib64', '/usr/local/lib', ...foldersIn('/usr/lib')];
  return libraries.some((folder) => existsSync(join(folder, 'libvulkan.so.1')) && !folder.includes('chromium'));
}

function playwrightFolders(): string[] {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache', 'ms-playwright');
  return foldersIn(cache).flatMap(foldersIn);
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
}
