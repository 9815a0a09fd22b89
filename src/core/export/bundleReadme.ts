/** @file What a bundle says to whoever opens it on the robot's side. */
import type { Manifest } from './manifest.ts';

/** @returns Markdown */
export function bundleReadme(manifest: Manifest): string {
  const { scene, policy, observation, action, control, training, evaluation, app } = manifest;
  const chunk = `[batch, ${action.horizon}, ${action.size}]`;
  return `# ${scene.title}: a one-step policy of One-Step Lab

**Simulation only until checked on the robot.** It was trained and tried in simulation, and nowhere else.
\`manifest.json\` says so under \`hardware\`; only the runner's supervised check may change that.

## Before anything moves

    sha256sum -c SHA256SUMS

Then answer every row of \`test-vectors.json\` with your own runtime: the largest difference, divided by
\`action.normalized.unit\` of the manifest, stays under 1e-5. In Python:

    import json, numpy as np, onnxruntime as ort
    manifest, vectors = json.load(open('manifest.json')), json.load(open('test-vectors.json'))
    session = ort.InferenceSession('policy.onnx', providers=['CPUExecutionProvider'])
    row = lambda key: np.asarray(vectors[key], np.float32)
    noise = row('noise').reshape(-1, ${action.horizon}, ${action.size})
    (answer,) = session.run(['action'], {'observation': row('observation'), 'noise': noise})
    error = np.abs(answer - row('action').reshape(noise.shape)) / manifest['action']['normalized']['unit']
    assert error.max() < 1e-5, error.max()

## The graph

\`policy.onnx\`: opset ${policy.opset}, standard operators only, ${policy.steps} denoising step${policy.steps === 1 ? '' : 's'}, ${policy.parameters.toLocaleString('en')} parameters.

| | shape | |
|---|---|---|
| \`observation\` | [batch, ${policy.inputs.observation[1]}] | raw units, as below |
| \`noise\` | ${chunk} | standard normal, drawn anew for each chunk |
| \`action\` | ${chunk} | physical units, as below; never outside the limits |

Ask for a chunk, play its first ${action.execute} actions at ${format(control.rateHz)} Hz, one each control step, then ask again with the newest observation.

## The observation

| numbers | key | unit | frame | trained on |
|---|---|---|---|---|
${observation.parts.map((part) => row(part, range(observation.low, observation.high, part))).join('\n')}

${manifest.arms.map(({ position, quaternion }) => `The arm's base stands at (${position.map(format).join(', ')}) m, quaternion wxyz (${quaternion.map(format).join(', ')}), in the world frame.`).join('\n')}

## The action (${action.kind})

| numbers | key | unit | frame | limits |
|---|---|---|---|---|
${action.parts.map((part) => row(part, limits(part))).join('\n')}
${action.kind === 'operational space pose delta' ? gripperNote : ''}
## Where it comes from

Run ${training.run}, seed ${training.seed}, ${training.step.toLocaleString('en')} steps, ${app.name} ${app.version}; every setting is in \`manifest.json\` under \`training.config\`.
${evaluation.length === 0 ? 'It was not evaluated before it was exported.' : evaluation.map((rung) => `- ${rung.steps} step${rung.steps === 1 ? '' : 's'}: ${outcome(rung, scene.metric)}`).join('\n')}
`;
}

const gripperNote = `
The position is a displacement of the grip point, the rotation an axis times an angle; both are added to the pose at the moment
the action is taken, in the world frame. The gripper opens at −1 and closes at 1.
`;

type Part = Manifest['observation']['parts'][number];

function row(
  { offset, size, key, unit, frame, quaternion }: Omit<Part, 'quaternion'> & Pick<Part, 'quaternion'>,
  last: string,
): string {
  const numbers = size === 1 ? `${offset}` : `${offset}–${offset + size - 1}`;
  const what = quaternion ? `quaternion ${quaternion}` : unit;
  return `| ${numbers} | \`${key}\` | ${what} | ${frame ?? ''} | ${last} |`;
}

function range(low: readonly number[], high: readonly number[], { offset, size }: Part): string {
  return Array.from(
    { length: Math.min(size, 8) },
    (_, i) => `${format(low[offset + i])} … ${format(high[offset + i])}`,
  ).join('; ');
}

function limits({ low, high }: Manifest['action']['parts'][number]): string {
  return low.map((each, i) => `${format(each)} … ${format(high[i])}`).join('; ');
}

function outcome({ successes, episodes, wilson, meanReturn }: Manifest['evaluation'][number], metric: string): string {
  if (metric === 'return') return `mean return ${meanReturn.toFixed(0)} over ${episodes} episodes`;
  const [low, high] = wilson.map((share) => `${(100 * share).toFixed(0)} %`);
  return `${successes} of ${episodes} (${low} to ${high})`;
}

function format(value: number): string {
  return String(Number(value.toPrecision(4)));
}
