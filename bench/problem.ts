/** @file The training problem of the board, where the check against PyTorch looks for it. */
export { drawStep, makeProblem, type Problem } from '../src/core/board/problem.ts';
