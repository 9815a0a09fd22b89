import { testProducts } from '../productTests.ts';
import { wasmMachines } from './wasmTrainingMachine.ts';

testProducts(() => wasmMachines);
