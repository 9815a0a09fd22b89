/** @file What a bundle says of its policy, and what one would say before it is made: the numbers, their units, where they come from. */
import { exportSteps } from '../../lab/deployment/deploymentState.ts';
import type { Manifest } from '../../workers/deployment/protocol.ts';
import { useLabState } from '../LabContext.tsx';
import { useDraft } from '../useDraft.ts';
import { sayCount, sayNumber } from '../words.ts';
import { sayEvaluation, sayQuantity, sayRange, simulationOnly } from './exportWords.ts';
import { useDeployment } from './useDeployment.ts';
import { useSources } from './useSources.ts';

type Fact = readonly [term: string, said: string];

export function BundleContents({ manifest }: { manifest: Manifest }) {
  const { scene, policy, observation, action, control, training, evaluation, app, createdAt } = manifest;
  const facts: readonly Fact[] = [
    ['Scene', `${scene.title} (${scene.id})`],
    ['Control rate', `${sayNumber(control.rateHz)} Hz`],
    ['Chunk', `${action.horizon} actions, ${action.execute} executed before the next observation`],
    ['Steps in the graph (K)', String(policy.steps)],
    ['Graph', `${sayCount(policy.parameters)} parameters, opset ${policy.opset}`],
    ['Training run', training.run],
    ['Trained for', `${sayCount(training.step)} steps, seed ${training.seed}`],
    ['Evaluation in the lab', sayEvaluation(evaluation, scene.metric)],
    ['Demonstrations', training.demonstrationsSha256 ? `${training.demonstrationsSha256.slice(0, 12)}…` : 'not known'],
    ['Made', `${createdAt.slice(0, 16).replace('T', ' ')} UTC, version ${app.version}`],
  ];
  return (
    <>
      <Facts title="What is in it" facts={facts} />
      <Facts
        title={`Observation, ${observation.size} numbers in raw units`}
        facts={observation.parts.map((part): Fact => [part.key, sayQuantity(part)])}
      />
      <Facts
        title={`Action, ${action.size} numbers: ${action.kind}`}
        facts={action.parts.map((part): Fact => [part.key, `${sayQuantity(part)}, ${sayRange(part)}`])}
      />
    </>
  );
}

/** The same of what is chosen, as far as the scene tells it. */
export function PlannedContents() {
  const { experiment } = useDraft();
  const { source } = useSources();
  const steps = useDeployment((state) => state.steps) ?? exportSteps[0];
  const scene = useLabState(({ scenes }) => scenes.find(({ id }) => id === experiment.scene));
  if (!scene || !source) return <p className="help">There is nothing to export yet.</p>;
  const parts = scene.observation.flatMap((part) =>
    'parts' in part ? part.parts.map((each) => ({ ...each, key: `${part.key}.${each.key}` })) : [part],
  );
  const facts: readonly Fact[] = [
    ['Scene', `${scene.title} (${scene.id})`],
    ['Policy', source.name],
    ['Control rate', `${sayNumber(scene.controlHz)} Hz`],
    ['Steps in the graph (K)', String(steps)],
    ['In the zip', 'policy.onnx, manifest.json, test-vectors.json, README.md, SHA256SUMS'],
  ];
  return (
    <>
      <p className="simulation-only">{simulationOnly}</p>
      <Facts title="Policy" facts={facts} />
      <Facts
        title={`Observation, ${sayCount(parts.reduce((sum, { size }) => sum + size, 0))} numbers in raw units`}
        facts={parts.map((part): Fact => [part.key, sayQuantity(part)])}
      />
      <Facts
        title={`Action, ${scene.actionSize} numbers in physical units`}
        facts={scene.action.map((part): Fact => [part.key, `${sayQuantity(part)}, ±${sayScale(part.scale)}`])}
      />
    </>
  );
}

function Facts({ title, facts }: { title: string; facts: readonly Fact[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl className="run-facts">
        {facts.map(([term, said]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{said}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function sayScale(scale: number | readonly number[]): string {
  return typeof scale === 'number' ? sayNumber(scale) : [...new Set(scale)].map(sayNumber).join(', ');
}
