import { expect, test } from '@playwright/test';
import { LabPage } from './labPage.ts';

test('a bad value says what is expected, keeps what was typed, and keeps a run from starting', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  const weight = lab.setting('Weight α');
  await weight.fill('lots');
  await lab.setting('Seed').fill('7');
  await expect(weight).toHaveValue('lots');
  await expect(weight).toHaveAttribute('aria-invalid', 'true');
  await expect(weight).toHaveAccessibleDescription(/Expected 0 to 2, received lots/);

  await lab.button('Train').click();
  await expect(page.getByRole('alert')).toContainText('Not started: dispersive.weight: expected 0 to 2, received lots');
  await expect(lab.state).toHaveText('Ready');
  await expect(lab.setting('Seed')).toHaveValue('7');

  await weight.fill('0.25');
  await expect(weight).not.toHaveAttribute('aria-invalid', 'true');
  await expect(page).toHaveURL(/#seed=7&dispersive\.weight=0\.25$/);
});

test('the address restores the experiment, and defaults are left out of it', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.setting('Objective').selectOption('meanflow');
  await lab.setting('Share with r = t, slider').fill('75');
  await expect(lab.setting('Share with r = t')).toHaveValue('0.25');
  await expect(page).toHaveURL(/#objective\.kind=meanflow&objective\.equalTimesShare=0\.25$/);

  await page.reload();
  await expect(lab.setting('Objective')).toHaveValue('meanflow');
  await expect(lab.setting('Share with r = t')).toHaveValue('0.25');
  await expect(lab.panel('Experiment').getByText('2 changed')).toBeVisible();

  await page.getByRole('button', { name: 'Share with r = t: back to the default, 0.5' }).click();
  await page.getByRole('button', { name: 'All defaults' }).click();
  await expect(page).toHaveURL(/\/$/);
});

test('a bad link is reported field by field, and its good fields are applied', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open({ scene: 'mars', seed: -3, 'dispersive.weight': 0.1, bogus: 1 });
  const alert = page.getByRole('alert').filter({ hasText: 'This part of the link' });
  await expect(alert).toContainText('seed: expected a whole number from 0 to 2147483647, received -3');
  await expect(alert).toContainText('bogus: expected a known setting, received 1');
  await expect(alert).toContainText(/scene: expected one of .*lift.*, received mars/);
  await expect(lab.setting('Weight α')).toHaveValue('0.1');
  await expect(lab.sceneButton).toHaveAccessibleName('Scene: Lift');
  expect(lab.errors).toEqual([]);
});

test('a dispersive loss says what it does when it is chosen, and is found by its name', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  const loss = lab.setting('Dispersive loss');
  await expect(loss).toHaveAccessibleDescription(/far ones hardly at all/);
  await loss.selectOption('hinge');
  await expect(loss).toHaveAccessibleDescription(/nearer than the margin/);
  await lab.setting('Find a setting').fill('head_input');
  await expect(lab.setting('Layer')).toBeVisible();
  await expect(loss).toHaveCount(0);
});
