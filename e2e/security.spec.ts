import { expect, test } from '@playwright/test';
import { LabPage } from './labPage.ts';

/** A run of a few seconds, with everything that a run does. */
const short = {
  scene: 'lift',
  'policy.hiddenSize': 16,
  'policy.conditionHiddenSize': 8,
  'training.batchSize': 16,
  'training.steps': 20,
  'training.logInterval': 1,
  'representation.probeSize': 32,
  'representation.interval': 10,
  'evaluation.interval': 10,
  'evaluation.episodes': 1,
  'evaluation.stepLimit': 4,
};

/** Every resource that the page or one of its workers was refused, from before its first script on. */
async function watchViolations(lab: LabPage): Promise<() => Promise<string[]>> {
  await lab.page.addInitScript(() => {
    const violations: string[] = [];
    Object.assign(window, { violations });
    document.addEventListener('securitypolicyviolation', (event) => {
      violations.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  return async () => {
    const inPage = await lab.page.evaluate(() => (window as unknown as { violations: string[] }).violations);
    // A worker's violations reach the console alone.
    return [...inPage, ...lab.errors.filter((error) => /Content.Security.Policy/i.test(error))];
  };
}

test('a whole journey breaks no rule of the content security policy, in the page or in a worker', async ({ page }) => {
  const lab = new LabPage(page);
  const violations = await watchViolations(lab);
  const headers = new Map<string, string>();
  page.on('response', (response) => {
    headers.set(new URL(response.url()).pathname, response.headers()['content-security-policy'] ?? '');
  });

  await lab.open(short);
  await expect.poll(() => lab.countPoses()).toBeGreaterThan(3);
  await lab.chooseBackend('wasm');
  await lab.button('Train').click();
  await expect(lab.state).toHaveText(/^Finished/, { timeout: 120_000 });
  await expect(lab.panel('Success').getByRole('row', { name: /^32 / })).toBeVisible();
  await expect(lab.panel('Representation').locator('.points')).toHaveAttribute('data-points', '32');

  for (const name of ['Presets', 'Share', 'Help', 'Use your own…']) {
    await page.getByRole('button', { name, exact: true }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  for (const view of ['One step', 'Export', 'Runs', 'Lab']) {
    await lab.button(view).click();
    await expect(lab.button(view)).toHaveAttribute('aria-current', /.+/);
  }

  expect(await violations()).toEqual([]);
  expect(lab.errors).toEqual([]);
  const workers = [...headers].filter(([path]) => /^\/(physics|workers)\//.test(path));
  expect(workers.map(([path]) => path.replace(/-[\w-]{8}\.js$/, '')).sort()).toEqual(
    expect.arrayContaining(['/physics/worker', '/workers/projection', '/workers/training', '/workers/viewer']),
  );
  for (const [path, policy] of workers) {
    expect(policy, path).toContain("default-src 'none'");
    expect(policy.includes("'unsafe-eval'"), path).toBe(path.startsWith('/physics/'));
  }
  expect(headers.get('/')).toContain("script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'");
});

test('the page refuses to evaluate text, to run inline scripts, and to talk to other origins', async ({ page }) => {
  const lab = new LabPage(page);
  // The policy in the HTML holds alone, as on a host that sets no headers.
  await page.route('/', async (route) => {
    const response = await route.fetch();
    const { 'content-security-policy': _, ...headers } = response.headers();
    await route.fulfill({ response, headers });
  });
  await lab.open();
  // What Playwright evaluates stands above the policy; an event handler that the page itself calls does not.
  const outcomes = await page.evaluate(
    () =>
      new Promise<Record<string, string>>((resolve) => {
        setTimeout(async () => {
          const outcome = (run: () => unknown) => {
            try {
              return String(run());
            } catch (error) {
              return (error as Error).name;
            }
          };
          const script = document.createElement('script');
          script.textContent = 'window.ranInline = true';
          document.head.append(script);
          const style = document.createElement('style');
          style.textContent = 'body { outline: 7px solid red }';
          document.head.append(style);
          resolve({
            // biome-ignore lint/security/noGlobalEval: that it is refused is what is tested
            eval: outcome(() => globalThis.eval('1')),
            function: outcome(() => new Function('return 1')()),
            inlineScript: String((window as { ranInline?: boolean }).ranInline),
            inlineStyle: getComputedStyle(document.body).outlineWidth,
            foreign: await fetch('https://example.com/').then(
              () => 'fetched',
              (error: Error) => error.name,
            ),
            blobWorker: await new Promise<string>((settle) => {
              const address = URL.createObjectURL(new Blob(['postMessage("ran")']));
              const worker = new Worker(address);
              worker.onmessage = () => settle('ran');
              worker.onerror = () => settle('refused');
            }),
          });
        }, 0);
      }),
  );
  expect(outcomes).toMatchObject({ eval: 'EvalError', function: 'EvalError', inlineScript: 'undefined' });
  expect(outcomes).toMatchObject({ foreign: 'TypeError', blobWorker: 'refused' });
  expect(outcomes.inlineStyle).not.toBe('7px');
});

test('another site may embed the lab, and its files are not to be guessed at', async ({ request }) => {
  const page = await request.get('/');
  expect(page.headers()['content-security-policy']).toContain('frame-ancestors *');
  expect(page.headers()).not.toHaveProperty('x-frame-options');
  const policy = await request.get('/policies/lift.policy');
  expect(policy.headers()).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
});
