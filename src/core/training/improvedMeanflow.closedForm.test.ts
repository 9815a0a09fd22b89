import { testClosedForms } from './closedForms.ts';

testClosedForms('improved_meanflow');
