import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import compiler from 'solc';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { codeOf, CONTRACT_CODE, type ContractName } from './code.ts';

const compiled = z.object({
  errors: z.array(z.object({ formattedMessage: z.string() })).optional(),
  contracts: z.record(z.string(), z.record(z.string(), z.object({
    evm: z.object({ deployedBytecode: z.object({ object: z.string() }) }),
  }))),
});

/** The settings without which the code would not be the same: no metadata, no constructor. */
const SETTINGS = {
  optimizer: { enabled: true, runs: 200 }, evmVersion: 'prague',
  metadata: { bytecodeHash: 'none', appendCBOR: false },
  outputSelection: { '*': { '*': ['evm.deployedBytecode.object'] } },
};

/** The package is typed as anything. */
const solc: { version(): string; compile(input: string): string } = compiler;

describe('the contracts\' code', () => {
  test('is what the compiler makes of their source', () => {
    expect(solc.version()).toContain('0.8.37');
    const content = readFileSync(join(import.meta.dirname, 'Arc.sol'), 'utf8');
    const { errors, contracts } = compiled.parse(JSON.parse(solc.compile(JSON.stringify({
      language: 'Solidity', sources: { 'Arc.sol': { content } }, settings: SETTINGS,
    }))));
    expect(errors).toBeUndefined();
    const made = contracts['Arc.sol'] ?? {};
    const names = Object.keys(CONTRACT_CODE) as ContractName[];
    expect(names).toHaveLength(4);
    for (const name of names) {
      expect(codeOf(name)).toBe(`0x${made[name]?.evm.deployedBytecode.object ?? ''}`);
    }
  }, 30_000);
});
