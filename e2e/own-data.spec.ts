import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { LabPage } from './labPage.ts';

const small = {
  'policy.hiddenSize': 16,
  'policy.conditionHiddenSize': 8,
  'training.batchSize': 16,
  'training.steps': 10,
  'training.logInterval': 1,
  'representation.probeSize': 16,
  'evaluation.interval': 1000,
  'evaluation.episodes': 1,
  'evaluation.stepLimit': 2,
};

/** The dialog of a person's own data */
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Your own demonstrations' });

async function openDialog(lab: LabPage) {
  await expect(lab.setting('Demonstrations')).toBeVisible();
  // Names are known once the scene is.
  await lab.countPoses();
  await lab.button('Use your own…').click();
  await expect(dialog(lab.page)).toBeVisible();
}

async function choose(page: Page, name: string, content: string | Buffer) {
  const buffer = typeof content === 'string' ? Buffer.from(content) : content;
  await page.getByLabel('File of demonstrations').setInputFiles({ name, mimeType: 'text/plain', buffer });
}

async function downloadExample(page: Page, format: 'CSV' | 'JSON'): Promise<string> {
  const downloading = page.waitForEvent('download');
  await dialog(page)
    .getByRole('button', { name: `Download an example ${format}` })
    .click();
  return readFileSync(await (await downloading).path(), 'utf8');
}

/** Drops a file on the middle of the page, as from a folder's window. */
async function drop(page: Page, name: string, content: string) {
  await page.evaluate(
    ([name, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], name));
      const target = document.querySelector('.scene') ?? document.body;
      for (const type of ['dragenter', 'dragover', 'drop']) {
        target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      }
    },
    [name, content],
  );
}

test('an example is downloaded, dropped back onto the page, trained on, kept over a reload, and removed', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open(small);
  await openDialog(lab);
  await expect(dialog(page)).toContainText('robot0_eef_pos[0] … robot0_eef_pos[2]');
  const example = await downloadExample(page, 'CSV');
  expect(example.split('\n')[0]).toMatch(/^episode,robot0_eef_pos\[0\],.*,action\[6\]$/);
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();

  await drop(page, 'My lift demos.csv', example);
  const report = dialog(page).getByRole('region', { name: 'What My lift demos.csv holds' });
  await expect(report).toContainText('My lift demos.csv is ready to train on, in Lift.');
  await expect(report).toContainText(/Episodes2, of \d+ to \d+ steps|Episodes2, of \d+ steps/);
  await report.getByRole('button', { name: 'Train on it' }).click();
  await expect(dialog(page)).toBeHidden();
  await expect(lab.setting('Demonstrations')).toHaveValue('own-my-lift-demos');
  await expect(page).toHaveURL(/demonstrations=own-my-lift-demos/);

  await page.reload();
  await lab.countPoses();
  await expect(lab.setting('Demonstrations')).toHaveValue('own-my-lift-demos');
  await expect(lab.setting('Demonstrations').locator('option:checked')).toHaveText('My lift demos.csv (yours)');
  await lab.chooseBackend('wasm');
  await lab.button('Train').click();
  await expect(lab.state).toHaveText(/^Finished/);

  await lab.button('Use your own…').click();
  await dialog(page).getByRole('button', { name: 'Remove My lift demos.csv' }).click();
  await page.keyboard.press('Escape');
  await expect(lab.setting('Demonstrations')).toHaveValue('expert');
  await lab.button('Undo').click();
  await expect(lab.setting('Demonstrations').locator('option')).toHaveText([
    'expert',
    'few',
    'My lift demos.csv (yours)',
  ]);
  expect(lab.errors).toEqual([]);
});

test('a mistake in a file is told with its place, and the corrected file is read after it', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await openDialog(lab);
  const example = await downloadExample(page, 'CSV');
  const lines = example.split('\n');
  const broken = lines.with(11, lines[11].replace(/[^,]+$/, 'abc')).join('\n');
  await choose(page, 'lift-demos.csv', broken);
  await expect(dialog(page).getByRole('alert')).toHaveText(
    /^lift-demos\.csv: line 12, column 27 \(action\[6\]\) holds "abc", expected a number from -1 to 1\. Nothing was imported\.$/,
  );
  await choose(page, 'lift-demos.csv', example);
  await expect(dialog(page)).toContainText('lift-demos.csv is ready to train on');
  await expect(dialog(page).getByRole('alert')).toHaveCount(0);
  await choose(page, 'lift-demos.csv', example);
  await expect(dialog(page)).toContainText('lift-demos.csv is here already');
  await expect(dialog(page).getByRole('region', { name: 'In this browser' }).getByRole('listitem')).toHaveCount(1);
  expect(lab.errors).toEqual([]);
});

test('by keyboard alone a file is brought, and the next run trains on it', async ({ page }) => {
  const lab = new LabPage(page);
  // Listened for from the start: a key opens the chooser sooner than a listener is in place.
  page.on('filechooser', (chooser) => void chooser.setFiles('public/demonstrations/lift-expert.demo'));
  await lab.open();
  await lab.countPoses();
  await lab.button('Use your own…').focus();
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toBeVisible();
  const reach = async (name: string) => {
    const button = dialog(page).getByRole('button', { name });
    // Twice round the dialog: while what was brought is being read, the focus moves to what can be done with it.
    for (let presses = 0; presses < 24; presses++) {
      if (await button.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`${name} is not reached by Tab`);
  };
  await reach('Choose a file…');
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toContainText('lift-expert.demo is ready to train on');
  await reach('Train on it');
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toBeHidden();
  await expect(lab.setting('Demonstrations')).toHaveValue('own-lift-expert');
});

for (const [width, height, colorScheme] of [
  [1440, 900, 'light'],
  [390, 844, 'dark'],
] as const) {
  test(`axe finds nothing serious in the dialog of own data at ${width}×${height}, ${colorScheme}`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const lab = new LabPage(page);
    await lab.open();
    await openDialog(lab);
    const check = async (state: string) => {
      const { violations } = await new AxeBuilder({ page }).include('.dialog').analyze();
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(
        grave.map(({ id, nodes }) => `${id}: ${nodes[0].html}`),
        state,
      ).toEqual([]);
    };
    await choose(page, 'a.csv', 'x,y');
    await expect(dialog(page).getByRole('alert')).toBeVisible();
    await check('refused');
    await choose(page, 'a.demo', readFileSync('public/demonstrations/lift-expert.demo'));
    await expect(dialog(page)).toContainText('a.demo is ready to train on');
    await check('read');
  });
}

test('a damaged .demo file, a foreign one, and JSON that is a trap are refused in one sentence, and the lab goes on', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open();
  await openDialog(lab);
  const alert = dialog(page).getByRole('alert');
  const demo = readFileSync('public/demonstrations/lift-expert.demo');
  demo[demo.length >> 1] ^= 0xff;
  await choose(page, 'lift-expert.demo', demo);
  await expect(alert).toHaveText(
    'lift-expert.demo: the checksum does not match, the file is damaged or cut short. Nothing was read.',
  );
  await choose(page, 'robot.hdf5', 'HDF');
  await expect(alert).toContainText('its name ends in ".hdf5", expected .demo, .csv or .json');
  await choose(page, 'trap.json', '{"scene": "lift", "episodes": [], "__proto__": {"isTrap": true}}');
  await expect(alert).toContainText('trap.json: it has a field "__proto__", expected only scene, episodes');
  await choose(page, 'good.demo', readFileSync('public/demonstrations/detour-expert.demo'));
  await expect(dialog(page)).toContainText('good.demo is ready to train on, in Detour');
  const poses = await lab.countPoses();
  await expect.poll(() => lab.countPoses()).toBeGreaterThan(poses);
  expect(lab.errors).toEqual([]);
});

test('a corrupted demonstration file of the lab keeps a run from starting, and says which', async ({ page }) => {
  const lab = new LabPage(page);
  const demo = readFileSync('public/demonstrations/lift-expert.demo');
  demo[demo.length >> 1] ^= 0xff;
  await page.route('**/demonstrations/lift-expert.demo', (route) => route.fulfill({ body: demo }));
  await lab.open(small);
  await lab.chooseBackend('wasm');
  await lab.button('Train').click();
  await expect(page.getByRole('alert')).toContainText('the checksum does not match, the file is damaged or cut short');
  await expect(page.getByRole('alert')).toContainText('Nothing was lost');
});

test('a link to a set that only another browser has is reported, and the default takes its place', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open({ demonstrations: 'own-elsewhere', seed: 5 });
  await expect(page.getByRole('alert')).toContainText(
    'demonstrations: expected one of expert, few, received own-elsewhere',
  );
  await expect(lab.setting('Demonstrations')).toHaveValue('expert');
  await expect(lab.setting('Seed')).toHaveValue('5');
});

test('where the browser keeps nothing, the lab works, and says that own data goes with the page', async ({ page }) => {
  const lab = new LabPage(page);
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('The user denied permission to access the database.', 'SecurityError');
    };
  });
  await lab.open(small);
  await openDialog(lab);
  await expect(dialog(page).getByRole('note')).toContainText('This browser keeps nothing for this page');
  await choose(page, 'a.json', await downloadExample(page, 'JSON'));
  await dialog(page).getByRole('button', { name: 'Train on it' }).click();
  await lab.chooseBackend('wasm');
  await lab.button('Train').click();
  await expect(lab.state).toHaveText(/^Finished/);
});

test('addresses full of nonsense open a working lab that says what it left out', async ({ page }) => {
  const lab = new LabPage(page);
  for (const hash of [
    '#seed=%E0%A4%A&__proto__=1&constructor=2&seed=12',
    `#scene=${'lift'.repeat(5000)}`,
    '#scene=<img src=x onerror=alert(1)>&policy.hiddenSize=1e99&seed=NaN',
    '#&&&===&=1&%00=%00&view=nowhere&mode=%F0%9F%98%80&hide=everything,seed&theme=neon',
    '#demonstrations=own-%E2%80%AE&training.steps=-1&dispersive.weight=0x1',
  ]) {
    await page.goto('about:blank');
    await page.goto(`/${hash}`);
    await expect(page.getByRole('alert').first(), hash.slice(0, 60)).toBeVisible();
    await expect.poll(() => lab.countPoses()).toBeGreaterThan(1);
  }
  expect(lab.errors).toEqual([]);
});
