/** @file What a file must hold for the chosen scene, with correct examples to download. */
import type { SceneFacts } from '../../core/scenes/scene.ts';
import type { ExampleFormat } from '../../workers/files/protocol.ts';
import { useLab } from '../LabContext.tsx';

export function FormatGuide({ scene }: { scene: SceneFacts }) {
  const lab = useLab();
  const [low, high] = scene.actionLimit;
  const download = async (format: ExampleFormat) => {
    const text = await lab.data.writeExample(scene.id, format);
    saveText(`${scene.id}-example.${format}`, text, format === 'csv' ? 'text/csv' : 'application/json');
  };
  return (
    <section className="format-guide" aria-labelledby="format-title">
      <h3 id="format-title">What a file holds, for {scene.title}</h3>
      <p>
        <strong>CSV</strong>: a header with these names, then one row a control step ({scene.controlHz} a second).
        Actions go from {low} to {high}. <code>reward</code> and <code>success</code> may follow.
      </p>
      <p className="columns">
        <code>{listColumns(scene)}</code>
      </p>
      <p>
        <strong>JSON</strong>: the same numbers as lists.{' '}
        <code>{`{"scene": "${scene.id}", "episodes": [{"observations": [[…]], "actions": [[…]]}]}`}</code>
      </p>
      <p>
        <strong>.demo</strong>: what <code>npm run lab -- demonstrate {scene.id}</code> writes. At most 64 MB, 500,000
        rows.
      </p>
      <div className="examples">
        {(['csv', 'json'] as const).map((format) => (
          <button key={format} type="button" onClick={() => void lab.office.attempt(download(format))}>
            Download an example {format.toUpperCase()}
          </button>
        ))}
      </div>
    </section>
  );
}

/** `episode, object[0] … object[9], action[0] … action[6]` */
function listColumns({ observation, actionSize }: SceneFacts): string {
  const parts = [...observation, { key: 'action', size: actionSize }];
  const spans = parts.map(({ key, size }) => (size === 1 ? `${key}[0]` : `${key}[0] … ${key}[${size - 1}]`));
  return ['episode', ...spans].join(', ');
}

function saveText(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Firefox begins to read only after the click has been dealt with.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
