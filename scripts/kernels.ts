/**
 * @file `npm run kernels`: compiles the wasm machine's kernels from AssemblyScript into the module that ships.
 *
 * The compiled module is kept in the repository as text, so that neither the page nor the command line needs a compiler;
 * `kernels.test.ts` holds it to its source.
 */
import { writeFileSync } from 'node:fs';
import { main } from 'assemblyscript/asc';

export const kernelsPath = 'src/core/compiled/wasm/kernels.ts';

/** @returns text of the module that holds the compiled kernels @throws Error with the compiler's words */
export async function compileKernels(): Promise<string> {
  const source = 'src/core/compiled/wasm/assembly/index.ts';
  const options = ['-O3', '--runtime', 'stub', '--noAssert', '--enable', 'simd', '--importMemory'];
  let binary: Uint8Array | null = null;
  const { error, stderr } = await main([source, ...options, '--outFile', 'kernels.wasm'], {
    writeFile: (name, contents) => {
      if (name.endsWith('.wasm')) binary = contents as Uint8Array;
    },
  });
  if (error || !binary) throw new Error(`${error?.message ?? 'nothing was compiled'}\n${stderr.toString()}`);
  const lines = Buffer.from(binary)
    .toString('base64')
    .match(/.{1,112}/g)!;
  return `/** @file Compiled by \`npm run kernels\` from \`assembly/\`: do not edit. */

/** A WebAssembly module, in base64 */
export const kernels = [
${lines.map((line) => `  '${line}',`).join('\n')}
].join('');
`;
}

if (process.argv[1]?.endsWith('kernels.ts')) writeFileSync(kernelsPath, await compileKernels());
