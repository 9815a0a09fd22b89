/** @file `npm run ensure-chromium`: installs Chromium where there is none, and prints where it is. */
import { pathToFileURL } from 'node:url';
import { findChromium, findSwiftshader, hasVulkanLoader } from './chromium.ts';
import { aptInstall, type Command, type Host, succeeds, thisHost } from './installing.ts';

/**
 * Ways to get Chromium, best first; each is a list of commands. Debian's package also gives node a software GPU, and
 * libvulkan1 lets node find it.
 */
export function waysToInstall({ isDebian, asRoot }: Host): Command[][] {
  const playwright = ['npx', 'playwright', 'install', 'chromium'];
  if (!asRoot) return [[playwright]];
  if (isDebian) return [aptInstall(asRoot, 'chromium', 'libvulkan1'), [[...playwright, '--with-deps']]];
  return [[[...playwright, '--with-deps']], [playwright]];
}

/**
 * @returns the browser's path
 * @throws Error where none could be installed
 */
export async function ensureChromium(host: Host = thisHost()): Promise<string> {
  const found = await findChromium();
  if (found) {
    ensureVulkanLoader(host);
    return found;
  }
  console.error('There is no Chromium on this machine: installing one.');
  for (const commands of waysToInstall(host)) {
    if (!commands.every(succeeds)) continue;
    const installed = await findChromium();
    if (installed) {
      ensureVulkanLoader(host);
      return installed;
    }
  }
  throw new Error(
    'Chromium could not be installed. Install Chromium or Chrome, set CHROMIUM to its path, and try again.',
  );
}

/** Without the loader node's WebGPU does not see SwiftShader. Tests can still borrow Chromium's, so failure is mild. */
function ensureVulkanLoader({ isDebian, asRoot }: Host): void {
  if (process.platform !== 'linux' || !findSwiftshader() || hasVulkanLoader() || !isDebian || !asRoot) return;
  if (!aptInstall(asRoot, 'libvulkan1').every(succeeds)) console.error('libvulkan1 could not be installed.');
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    console.log(await ensureChromium());
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
