import { testClosedForms } from './closedForms.ts';

testClosedForms('meanflow');
