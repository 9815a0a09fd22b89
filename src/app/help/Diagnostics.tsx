/** @file What to send along with a question: versions, adapter, settings and the last notices, nothing of the person. */
import { CopyField } from '../kit/CopyField.tsx';
import { useLab } from '../LabContext.tsx';
import { describeLab } from './diagnosticsText.ts';

export function Diagnostics() {
  const lab = useLab();
  return (
    <CopyField
      label="What this page knows of itself"
      text={describeLab(lab.state, lab.office.log, navigator.userAgent)}
      copyLabel="Copy diagnostics"
      rows={14}
      help="Send it along with a report of something that went wrong. It holds nothing about you but the browser’s name."
    />
  );
}
