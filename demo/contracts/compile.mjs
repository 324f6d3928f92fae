/**
 * Compiles `GannetMargin.sol` to `GannetMargin.json`. Run it after a change of the source: `node demo/contracts/compile.mjs`.
 * @module
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import solc from 'solc';

const SOURCE = new URL('./GannetMargin.sol', import.meta.url);
const ARTIFACT = new URL('./GannetMargin.json', import.meta.url);

/**
 * @returns {{ abi: unknown[], bytecode: string }} what the source compiles to, the same bytes on every machine
 * @throws when the compiler reports anything
 */
export const compile = () => {
  const output = JSON.parse(
    solc.compile(
      JSON.stringify({
        language: 'Solidity',
        sources: { 'GannetMargin.sol': { content: readFileSync(SOURCE, 'utf8') } },
        settings: {
          evmVersion: 'cancun',
          optimizer: { enabled: true, runs: 200 },
          metadata: { bytecodeHash: 'none', appendCBOR: false },
          outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } },
        },
      }),
    ),
  );
  if (output.errors)
    throw new Error(
      output.errors
        .map((/** @type {{ formattedMessage: string }} */ { formattedMessage }) => formattedMessage)
        .join('\n'),
    );
  const { abi, evm } = output.contracts['GannetMargin.sol'].GannetMargin;
  return { abi, bytecode: `0x${evm.bytecode.object}` };
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(ARTIFACT, `${JSON.stringify(compile(), null, 2)}\n`);
}
