/** @file Opens a bundle to watch it in the scene, or a runner's log to play it. */
import { useRef } from 'react';
import { useLab } from '../LabContext.tsx';

export function OpenRobotFile() {
  const { deployment } = useLab();
  const input = useRef<HTMLInputElement>(null);
  return (
    <section className="export-open" aria-label="Open a file">
      <button type="button" onClick={() => input.current?.click()}>
        Open a bundle or a log…
      </button>
      <p className="help">
        A bundle (.zip) is checked, and its policy moves the robot. A runner’s log (.jsonl) plays its episodes with
        their timing. Or drop one anywhere on the page.
      </p>
      <input
        ref={input}
        type="file"
        accept=".zip,.jsonl"
        hidden
        aria-label="Bundle or runner’s log"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // The same file may be chosen again.
          event.target.value = '';
          if (file) void deployment.open(file);
        }}
      />
    </section>
  );
}
