import { expect, test } from 'vitest';
import { findSwiftshader, swiftshaderEnvironment } from './chromium.ts';
import { waysToInstall } from './ensure-chromium.ts';

const shown = (host: Parameters<typeof waysToInstall>[0]) =>
  waysToInstall(host).map((commands) => commands.map((command) => command.join(' ')));

test('Debian with root installs Chromium and the Vulkan loader by apt, and falls back on Playwright’s', () => {
  expect(shown({ isDebian: true, asRoot: [] })).toEqual([
    ['apt-get update', 'env DEBIAN_FRONTEND=noninteractive apt-get install -y chromium libvulkan1'],
    ['npx playwright install chromium --with-deps'],
  ]);
  expect(shown({ isDebian: true, asRoot: ['sudo', '-n'] })[0][0]).toBe('sudo -n apt-get update');
});

test('whoever is not root gets Playwright’s Chromium, without asking for a password', () => {
  expect(shown({ isDebian: true, asRoot: null })).toEqual([['npx playwright install chromium']]);
  expect(shown({ isDebian: false, asRoot: null })).toEqual([['npx playwright install chromium']]);
});

test('unit tests see SwiftShader as their Vulkan driver, whoever started them', () => {
  expect(findSwiftshader()).not.toBeNull();
  expect(process.env).toMatchObject({ VK_ICD_FILENAMES: findSwiftshader(), ...swiftshaderEnvironment() });
});
