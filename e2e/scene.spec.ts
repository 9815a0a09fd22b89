import { expect, test } from '@playwright/test';
import { comparePictures, picture, stillPicture } from './pixels.ts';
import { keepContext, refuseContext, ScenePage } from './scenePage.ts';
import { prependToWorker } from './workerScripts.ts';
import { findWorker } from './workerTap.ts';

// A page that is served from a store of its own could not be given other files.
test.use({ serviceWorkers: 'block' });

/** Plays until a control step is recorded, and looks back at it. */
async function lookAtStep(scene: ScenePage, step: number): Promise<void> {
  await expect.poll(async () => Number(await scene.slider.getAttribute('max'))).toBeGreaterThan(step + 1);
  await scene.slider.fill(String(step));
  await expect(scene.badge).toContainText('recorded');
  await scene.page.waitForTimeout(400);
}

test('the ghost with 32 steps is seen beside the robot with 1, in its own hue, and both are told in words', {
  tag: '@alone',
}, async ({ page }) => {
  const scene = new ScenePage(page);
  await scene.open();
  await expect.poll(() => scene.countPoses()).toBeGreaterThan(3);
  await lookAtStep(scene, 30);
  await expect(scene.slider).toHaveAttribute('aria-valuetext', /^1\.50 s of \d\.\d\d s$/);
  await expect(scene.badge).toContainText('recorded, 1.50 s');
  await expect(page.locator('.scene-legend')).toContainText('1 stepsolid');
  await expect(page.locator('.scene-legend')).toContainText('32 stepsghost');
  const both = await picture(scene.canvas);

  // The same episode, alone: the same seed, looked back at in the same moment.
  await page.getByLabel('1 step', { exact: true }).check();
  await scene.button('Play robot').click();
  await expect(scene.badge).toContainText('Episode 2');
  await lookAtStep(scene, 30);
  await expect(page.locator('.scene-legend')).not.toContainText('32 steps');
  const alone = await picture(scene.canvas);
  const { share, change } = await comparePictures(page, alone, both);
  console.log(`the ghost changes ${(100 * share).toFixed(1)} % of the scene, by ${change.map(Math.round)} in RGB`);
  expect(share).toBeGreaterThan(0.002);
  // Towards the orange of "32 steps": blue goes first, red stays longest.
  const [red, green, blue] = change;
  expect(blue).toBeLessThan(green - 5);
  expect(green).toBeLessThan(red - 5);

  await scene.button('Play robot').click();
  await expect(scene.poses).toContainText(/1 step: (✓ success|✗ failed)/);
  await expect(page.getByTestId('scene-telling')).toContainText(
    /Lift\. Shipped policy: solid robot with 1 step\. Episode \d+, playing\. 1 step: (succeeded|ended without success)/,
    { timeout: 15_000 },
  );
  expect(scene.errors).toEqual([]);
});

test('by keyboard alone: pause, step, look back, slow motion, replay, contacts, follow, and turn the view', {
  tag: '@alone',
}, async ({ page }) => {
  const scene = new ScenePage(page);
  await scene.open();
  await expect.poll(() => scene.countPoses()).toBeGreaterThan(10);
  const { keyboard } = page;

  // The view: arrow keys turn it, Home brings it back.
  await scene.tabTo(scene.canvas);
  expect(await scene.canvas.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
  await scene.tabTo(scene.button('Contact forces'));
  await keyboard.press('Enter');
  await expect(scene.button('Contact forces')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('.contact-legend')).toContainText(/\d+ contacts · 10 cm of arrow is 25 N/);

  await scene.tabTo(scene.button('Pause robot'));
  await keyboard.press('Enter');
  await expect(scene.button('Play robot')).toBeFocused();
  const newest = async () => Number(await scene.slider.getAttribute('max'));
  await scene.tabTo(scene.button('Replay episode'));
  const episode = Number((await scene.badge.textContent())!.match(/\d+/));
  await keyboard.press('Enter');
  await expect(scene.badge).toHaveText(`Episode ${episode + 1}`);
  await scene.tabTo(scene.button('Step robot'), 'backwards');
  for (let i = 0; i < 5; i++) await keyboard.press('Enter');
  await expect.poll(newest).toBe(5);

  await scene.tabTo(scene.slider);
  await keyboard.press('ArrowLeft');
  await keyboard.press('ArrowLeft');
  await expect(scene.slider).toHaveValue('3');
  await expect(scene.slider).toHaveAttribute('aria-valuetext', '0.15 s of 0.25 s');
  await expect(scene.badge).toContainText('recorded, 0.15 s');
  await keyboard.press('Home');
  await expect(scene.slider).toHaveAttribute('aria-valuetext', '0.00 s of 0.25 s');
  await keyboard.press('End');
  await expect(scene.badge).not.toContainText('recorded');

  await scene.tabTo(scene.canvas, 'backwards');
  await page.waitForTimeout(600);
  const before = await stillPicture(scene.canvas);
  for (let i = 0; i < 3; i++) await keyboard.press('ArrowLeft');
  await page.waitForTimeout(1200);
  expect((await comparePictures(page, before, await stillPicture(scene.canvas))).share).toBeGreaterThan(0.1);
  await keyboard.press('Home');
  await page.waitForTimeout(1500);
  expect((await comparePictures(page, before, await stillPicture(scene.canvas))).share).toBeLessThan(0.01);

  await scene.tabTo(scene.button('Follow the hand'));
  await keyboard.press('Space');
  await expect(scene.button('Follow the hand')).toHaveAttribute('aria-pressed', 'true');
  await page.waitForTimeout(1200);
  expect((await comparePictures(page, before, await stillPicture(scene.canvas))).share).toBeGreaterThan(0.05);

  // A tenth of the speed: two steps a second.
  await scene.tabTo(page.getByLabel('Robot speed'));
  await keyboard.press('End');
  await expect(page.getByLabel('Robot speed')).toHaveValue('0.1');
  await scene.tabTo(scene.button('Play robot'), 'backwards');
  await keyboard.press('Enter');
  await page.waitForTimeout(3000);
  const played = await newest();
  expect(played).toBeGreaterThan(6);
  expect(played).toBeLessThan(20);
  expect(scene.errors).toEqual([]);
});

test('nothing runs live while the page is hidden, and it goes on when it is seen again', { tag: '@alone' }, async ({
  page,
}) => {
  const scene = new ScenePage(page);
  await scene.open({ scene: 'hopper' });
  await expect.poll(() => scene.countPoses()).toBeGreaterThan(10);
  const setHidden = (isHidden: boolean) =>
    page.evaluate((hidden) => {
      const state = hidden ? 'hidden' : 'visible';
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, isHidden);
  await setHidden(true);
  await page.waitForTimeout(600);
  const poses = await scene.countPoses();
  await page.waitForTimeout(1000);
  expect(await scene.countPoses()).toBe(poses);
  await setHidden(false);
  await expect.poll(() => scene.countPoses()).toBeGreaterThan(poses + 20);

  // Real time holds though 32 network calls a chunk are made for the ghost.
  await scene.button('Replay episode').click();
  const seconds = async () => Number((await scene.slider.getAttribute('aria-valuetext'))!.split(' ')[0]);
  await page.waitForTimeout(500);
  const [time, from] = [performance.now(), await seconds()];
  await page.waitForTimeout(3000);
  const pace = ((await seconds()) - from) / ((performance.now() - time) / 1000);
  console.log(`hopper with its ghost runs at ${pace.toFixed(2)} times real time`);
  expect(pace).toBeGreaterThan(0.5);
  expect(scene.errors).toEqual([]);
});

test('physics that dies mid-episode is started again with the same episode, and says so', async ({ page }) => {
  const scene = new ScenePage(page);
  await scene.open();
  await expect.poll(() => scene.countPoses()).toBeGreaterThan(10);
  await (await findWorker(page, 'live robot')).evaluate(() => self.close());
  const news = 'The robot’s physics stopped and was started again: its episode begins anew.';
  await expect(scene.notice(news)).toBeVisible();
  const poses = await scene.countPoses();
  await expect.poll(() => scene.countPoses()).toBeGreaterThan(poses + 5);
  await expect(scene.badge).toHaveText('Episode 1');
  expect(scene.errors).toEqual([]);
});

test('a lost graphics context is told and drawn again; a dead drawing worker is replaced, on a new canvas', async ({
  page,
}) => {
  const scene = new ScenePage(page);
  await prependToWorker(page, 'viewer', keepContext);
  await scene.open();
  await expect.poll(() => scene.countPoses()).toBeGreaterThan(10);
  await scene.button('Pause robot').click();
  await page.waitForTimeout(1000);
  const before = await stillPicture(scene.canvas);

  type Losing = { loss: WEBGL_lose_context };
  const viewer = await findWorker(page, 'viewer');
  await viewer.evaluate(() => (self as unknown as Losing).loss.loseContext());
  const message = page.getByText('The browser took the graphics context away. Training goes on');
  await expect(message).toBeVisible();
  await viewer.evaluate(() => (self as unknown as Losing).loss.restoreContext());
  await expect(message).toHaveCount(0);
  await page.waitForTimeout(1500);
  expect((await comparePictures(page, before, await stillPicture(scene.canvas))).share).toBeLessThan(0.01);

  await viewer.evaluate(() => self.close());
  const news = 'The drawing of the scene stopped, and was started again.';
  await expect(scene.notice(news)).toBeVisible();
  await page.waitForTimeout(2500);
  // Paused as it was, the robot is there again.
  expect((await comparePictures(page, before, await stillPicture(scene.canvas))).share).toBeLessThan(0.02);
});

test('without WebGL the page says so, and everything else works', async ({ page }) => {
  const scene = new ScenePage(page);
  await prependToWorker(page, 'viewer', refuseContext);
  await scene.open();
  await expect(
    page.getByText('The scene cannot be drawn: this browser gives no WebGL. Training works without it.'),
  ).toBeVisible();
  await expect.poll(() => scene.countPoses()).toBeGreaterThan(10);
  await expect(scene.button('Train')).toBeEnabled();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('a shipped policy is replayed by touch, and nothing of the scene is cut off', async ({ page }) => {
    const scene = new ScenePage(page);
    await scene.open();
    await expect.poll(() => scene.countPoses()).toBeGreaterThan(5);
    await scene.button('Pause robot').tap();
    await scene.slider.fill('2');
    await expect(scene.badge).toContainText('recorded');
    await scene.button('New episode').tap();
    await expect(scene.badge).toHaveText('Episode 2');
    const panel = (await page.locator('.panel.scene').boundingBox())!;
    expect(panel.x + panel.width).toBeLessThanOrEqual(390);
    for (const name of ['Play robot', 'New episode', 'First view', 'Contact forces']) {
      const box = (await scene.button(name).boundingBox())!;
      expect(box.x + box.width, name).toBeLessThanOrEqual(390);
      expect(Math.min(box.width, box.height), name).toBeGreaterThanOrEqual(28);
    }
  });
});
