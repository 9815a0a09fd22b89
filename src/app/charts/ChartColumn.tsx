/** @file The three live charts. */
import { LossPanel } from './LossPanel.tsx';
import { RepresentationPanel } from './RepresentationPanel.tsx';
import { SuccessPanel } from './SuccessPanel.tsx';

export default function ChartColumn() {
  return (
    <>
      <LossPanel />
      <RepresentationPanel />
      <SuccessPanel />
    </>
  );
}
