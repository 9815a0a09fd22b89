/** @file Draws the icons that a home screen shows, from their one source: `npx tsx scripts/icons.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { findChromium } from './chromium.ts';

const folder = 'public/icons';
/** A mask may cut away a tenth on each side, so a maskable icon fills its square and keeps its picture small. */
const icons = [
  { name: 'lab-192.png', size: 192, share: 1 },
  { name: 'lab-512.png', size: 512, share: 1 },
  { name: 'lab-maskable-512.png', size: 512, share: 0.8 },
];
const background = '#10202f';

const drawing = readFileSync(`${folder}/lab.svg`, 'utf8');
const browser = await chromium.launch({ executablePath: (await findChromium()) ?? undefined, args: ['--no-sandbox'] });
for (const { name, size, share } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const side = size * share;
  await page.setContent(
    `<style>*{margin:0}body{display:grid;place-items:center;height:100vh;background:${share < 1 ? background : 'none'}}
     svg{width:${side}px;height:${side}px}</style>${drawing}`,
  );
  writeFileSync(`${folder}/${name}`, await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
