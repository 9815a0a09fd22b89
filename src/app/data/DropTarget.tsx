/** @file A file dropped anywhere on the page is read as demonstrations. */
import { useEffect, useState } from 'react';
import { useLab } from '../LabContext.tsx';

export function DropTarget() {
  const lab = useLab();
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
      const [file] = event.dataTransfer?.files ?? [];
      if (file) void lab.data.import(file);
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
    isOver && (
      <div className="drop-target" aria-hidden="true">
        <p>Drop a .demo, .csv or .json file of demonstrations</p>
      </div>
    )
  );
}
