/** @file A file dropped anywhere on the page: demonstrations, a run that was kept as a file, a bundle, a runner's log. */
import { useEffect, useState } from 'react';
import type { Lab } from '../../lab/lab.ts';
import { useDisplay, useLab } from '../LabContext.tsx';
import { offer } from '../runs/useFileDrop.ts';

export function DropTarget() {
  const lab = useLab();
  // The runs have a place of their own that files fall on.
  const isCovered = useDisplay((display) => display.view === 'runs');
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      // Without this the browser opens the file in place of the page.
      event.preventDefault();
      setOver(true);
    };
    // Leaving one element for another is no leaving of the page.
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const drop = (event: DragEvent) => {
      setOver(false);
      // A place on the page may have taken the file for itself.
      if (!carriesFiles(event) || event.defaultPrevented) return;
      event.preventDefault();
      takeIn(lab, [...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragover', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragover', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [lab]);
  return (
    isOver &&
    !isCovered && (
      <div className="drop-target" aria-hidden="true">
        <p>
          Drop demonstrations (.demo, .csv, .json), a kept run (.run), an exported bundle (.zip) or a runner’s log
          (.jsonl)
        </p>
      </div>
    )
  );
}

function takeIn(lab: Lab, files: readonly File[]): void {
  const runs = files.filter((file) => file.name.endsWith('.run'));
  const robots = files.filter((file) => /\.(zip|jsonl)$/i.test(file.name));
  const [demonstrations, ...others] = files.filter((file) => !runs.includes(file) && !robots.includes(file));
  if (runs.length > 0) {
    lab.display.setView('runs');
    void lab.runs.takeIn(runs.map(offer));
  }
  if (robots.length > 0) {
    lab.display.setView('export');
    void lab.deployment.open(robots[robots.length - 1]);
  }
  if (demonstrations) void lab.data.import(demonstrations);
  if (others.length > 0)
    lab.office.notify(`One file at a time: only ${demonstrations.name} was read. Drop the others again.`);
}
