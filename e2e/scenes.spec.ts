import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { scenes } from '../src/core/scenes/registry.ts';
import { phone } from './phone.ts';
import { comparePictures, stillPicture } from './pixels.ts';
import { ScenePage } from './scenePage.ts';
import { readHoldings, timeScene, watchScenes } from './sceneWatch.ts';

const ids = scenes.map(({ id }) => id);
const bases = scenes.filter(({ variant }) => !variant);
/** Milliseconds */
const interactiveWithin = 2000;

test('fifty changes of scene, through all of them, leave nothing behind, and each robot is there within two seconds', {
  tag: '@alone',
}, async ({ page }) => {
  const scene = new ScenePage(page);
  await watchScenes(page);
  await scene.open();
  // Its test keeps every core busy.
  await scene.chooseBackend('wasm');
  const times = new Map<string, number[]>(ids.map((id) => [id, []]));
  const visit = async (id: string) => void times.get(id)!.push(await timeScene(page, id));
  const order = Array.from({ length: Math.max(50, 2 * ids.length) }, (_, i) => ids[(i + 1) % ids.length]);
  const [first, rest] = [order.slice(0, ids.length), order.slice(ids.length)];
  for (const id of first) await visit(id);
  await timeScene(page, 'detour');
  const before = await readHoldings(page);
  const start = performance.now();
  for (const id of rest) await visit(id);
  await timeScene(page, 'detour');
  const after = await readHoldings(page);

  console.log(
    `${order.length} changes, the last ${rest.length} in ${((performance.now() - start) / 1000).toFixed(1)} s`,
  );
  for (const [id, [at, ...later]] of times) {
    console.log(
      `${id}: seen after ${at.toFixed(0)} ms at first, then ${later.map((time) => time.toFixed(0)).join(', ')}`,
    );
  }
  console.log('held after one round', before);
  console.log('held at the end', after);
  expect(after.workers).toBe(before.workers);
  expect([after.canvases, after.contexts]).toEqual([before.canvases, 1]);
  expect(after.wasmBytes).toBe(before.wasmBytes);
  expect([after.tensors, after.tensorBytes]).toEqual([before.tensors, before.tensorBytes]);
  const { geometries, textures, programs } = before;
  expect(after).toMatchObject({ geometries, textures, programs });
  for (const [id, all] of times) expect(Math.min(...all), id).toBeLessThan(interactiveWithin);
  expect(scene.errors).toEqual([]);
});

test('the gallery shows every scene with its picture and what it is about, by keyboard alone', async ({ page }) => {
  const scene = new ScenePage(page);
  await scene.open();
  await expect.poll(() => scene.countPoses()).toBeGreaterThan(3);
  await page.keyboard.press('o');
  const dialog = page.getByRole('dialog', { name: 'Which robot, which task?' });
  await expect(dialog).toBeVisible();
  for (const { id, title, summary, metric } of bases) {
    const card = dialog.getByRole('button', { name: title }).and(page.locator(`.scene-card[data-scene="${id}"]`));
    await expect(card).toContainText(summary);
    await expect(card).toContainText(`measured by ${metric}`);
    await card.scrollIntoViewIfNeeded();
    await expect
      .poll(() => card.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth), { message: id })
      .toBeGreaterThan(200);
  }
  await expect(dialog.locator('[data-scene="lift"]')).toHaveAttribute('aria-pressed', 'true');
  await expect(dialog.locator('.scene-card[data-scene="lift"]')).toContainText(/trains in about \d+ (s|min)/, {
    timeout: 90_000,
  });
  const { violations } = await new AxeBuilder({ page }).include('.dialog').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);

  await scene.tabTo(dialog.locator('.scene-card[data-scene="hopper"]'));
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('.scene-frame')).toHaveAttribute('data-drawn', 'hopper');
  await expect(page).toHaveURL(/#scene=hopper$/);
  await expect(scene.sceneButton).toHaveAccessibleName('Scene: Hopper');
  await scene.sceneButton.press('Enter');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(scene.sceneButton).toBeFocused();
  expect(scene.errors).toEqual([]);
});

test('another version of a scene stands below it, and says that it trains on one’s own demonstrations', async ({
  page,
}) => {
  const bare = scenes.find(({ variant, demonstrations }) => variant && demonstrations.length === 0)!;
  const scene = new ScenePage(page);
  await scene.open();
  await expect.poll(() => scene.countPoses()).toBeGreaterThan(3);
  await scene.chooseScene(bare.id);
  await expect(page.locator('.scene-frame')).toHaveAttribute('data-drawn', bare.id);
  await expect(scene.sceneButton).toHaveAccessibleName(`Scene: ${bare.title}`);
  await expect(page.getByText('No policy comes with this scene')).toBeVisible();
  await expect(scene.setting('Demonstrations')).toHaveAccessibleDescription(
    new RegExp(`Expected your own, since none come with ${bare.title}`),
  );
  await scene.chooseBackend('wasm');
  await scene.button('Train').click();
  await expect(page.getByRole('alert')).toContainText('Not started: demonstrations: expected your own');
  // The gallery opens with it in view.
  await scene.sceneButton.click();
  await expect(page.locator(`.dialog [data-scene="${bare.id}"]`)).toBeVisible();
  expect(scene.errors).toEqual([]);
});

test('every scene that ships demonstrations trains on the page: ladder, representation, and the run’s own robots', async ({
  page,
}) => {
  const trained = bases.filter(({ demonstrations }) => demonstrations.length > 0);
  const scene = new ScenePage(page);
  const short = { 'training.steps': 40, 'training.batchSize': 32, 'policy.hiddenSize': 64 };
  const seldom = { 'evaluation.interval': 40, 'evaluation.episodes': 1, 'evaluation.stepLimit': 8 };
  await scene.open({ ...short, ...seldom, 'representation.interval': 20 });
  await scene.chooseBackend('wasm');
  for (const { id, metric } of trained) {
    const start = performance.now();
    await scene.chooseScene(id);
    await expect(page.locator('.scene-frame')).toHaveAttribute('data-drawn', id);
    await scene.button('Train').click();
    await expect(scene.state).toHaveText(/^Finished/);
    await expect(page.locator('.policy-label')).toHaveText('This run, step 40');
    await expect(scene.poses).toContainText(/1 step: .*32 steps: /);
    const outcome = metric === 'success' ? 'Success' : 'Return';
    await expect(scene.summary(outcome), id).toContainText(/^Step 40: 1 step .*32 steps/);
    await expect(scene.panel('Representation')).toContainText(/[Ee]ffective rank/);
    await scene.button('Reset').click();
    console.log(`${id}: trained for 40 steps and evaluated in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
  expect(scene.errors).toEqual([]);
});

test('joint axes and collision shapes are drawn on the robot and told in the legend, by keys', async ({ page }) => {
  const scene = new ScenePage(page);
  await scene.open({ scene: 'hopper' });
  await expect.poll(() => scene.countPoses()).toBeGreaterThan(10);
  await scene.button('Pause robot').click();
  await page.waitForTimeout(1200);
  const bare = await stillPicture(scene.canvas);
  const shareWith = async (key: string) => {
    await page.keyboard.press(key);
    await page.waitForTimeout(900);
    return (await comparePictures(page, bare, await stillPicture(scene.canvas))).share;
  };
  const joints = await shareWith('j');
  await expect(scene.button('Joint axes')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('.scene-legend')).toContainText('joint axes');
  expect(joints).toBeGreaterThan(0.001);
  await page.keyboard.press('j');
  const collisions = await shareWith('k');
  await expect(page.locator('.scene-legend')).toContainText('collision shapes');
  await expect(page.locator('.scene-legend')).not.toContainText('joint axes');
  expect(collisions).toBeGreaterThan(0.001);
  expect(await shareWith('k')).toBeLessThan(0.0005);
  console.log(
    `joint axes change ${(100 * joints).toFixed(2)} % of the scene, shapes ${(100 * collisions).toFixed(2)} %`,
  );
  expect(scene.errors).toEqual([]);
});

test('the camera goes along: after a thousand steps the robot is still in the middle, on its floor', async ({
  page,
}) => {
  const scene = new ScenePage(page);
  await scene.open({ scene: 'hopper' });
  await page.getByLabel('1 step', { exact: true }).check();
  await expect.poll(async () => Number(await scene.slider.getAttribute('max'))).toBeGreaterThan(990);
  await scene.button('Pause robot').click();
  await page.waitForTimeout(1000);
  const there = await stillPicture(scene.canvas);
  // Its joints are drawn through everything, where the robot is.
  await page.keyboard.press('j');
  await page.waitForTimeout(900);
  const robot = await comparePictures(page, there, await stillPicture(scene.canvas));
  await page.keyboard.press('j');
  await scene.slider.fill('0');
  await page.waitForTimeout(900);
  const start = await comparePictures(page, there, await stillPicture(scene.canvas));
  const [seen, changed] = [robot.share, start.share].map((share) => `${(100 * share).toFixed(2)} %`);
  console.log(`after a thousand steps its joints are ${seen} of the scene; ${changed} is not as it was at the start`);
  expect(robot.share).toBeGreaterThan(0.001);
  // Its pose, and the tiles: an empty world would be another one.
  expect(start.share).toBeLessThan(0.5);
});

test.describe('on a phone', () => {
  test.use(phone);

  test('the gallery is read and tapped, and nothing of it is cut off', async ({ page }) => {
    const scene = new ScenePage(page);
    await scene.open();
    await expect.poll(() => scene.countPoses()).toBeGreaterThan(3);
    await scene.sceneButton.tap();
    const dialog = page.getByRole('dialog', { name: 'Which robot, which task?' });
    await expect(dialog).toBeVisible();
    const { width } = page.viewportSize()!;
    for (const card of await dialog.locator('.scene-card').all()) {
      const box = (await card.boundingBox())!;
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
    }
    await expect(dialog).not.toContainText('trains in');
    await dialog.locator('.scene-card[data-scene="dials"]').tap();
    await expect(page.locator('.scene-frame')).toHaveAttribute('data-drawn', 'dials');
    expect(scene.errors).toEqual([]);
  });
});
