/** @file How many times the usual size the type is: what is measured in pixels and holds text grows with it. */
import { shownSize, type TypeSize } from '../lab/display.ts';
import { useDisplay } from './LabContext.tsx';

/** As in modes.css */
const scales: Readonly<Record<TypeSize, number>> = { normal: 1, large: 1.25, huge: 1.5 };

export const useTypeScale = (): number => scales[useDisplay(shownSize)];
