import { Address, OutScript, Transaction } from '@scure/btc-signer';
import { hash160 } from '@scure/btc-signer/utils.js';
import { describe, expect, test } from 'vitest';

import { createTestSandbox, field } from '../test-sandbox.ts';
import { addressOfLabel, createBitcoinWallet, isPayable, REGTEST } from './bitcoin.ts';
import { MERCHANT_ADDRESS } from './wallet-state.ts';

const HOLD = { amount: '0.5', currency: 'BTC', timeout_seconds: 60 };

describe('real signing', () => {
  test('releases with a transaction whose id is the hash', () => {
    const { sandbox, ask } = createTestSandbox({ signing: 'real' });
    const address = field(ask('walletDaemon', 'POST /api/v1/escrow/create', HOLD), 'address');
    const release = ask('walletDaemon', 'POST /api/v1/escrow/release', { address });
    const hash = field(release, 'transaction_hash');
    const transaction = Transaction.fromRaw(Buffer.from(sandbox.transactionHex(hash) ?? '', 'hex'));
    expect(transaction.id).toBe(hash);
    expect(transaction.outputsLength).toBe(1);
    expect(transaction.getOutput(0)).toMatchObject({
      amount: 50_000_000n,
      script: OutScript.encode(Address(REGTEST).decode(MERCHANT_ADDRESS)),
    });
  });

  test('gives equal refunds different ids', () => {
    const { ask } = createTestSandbox({ signing: 'real' });
    const order = { payment_id: 'p', address: addressOfLabel('buyer'), amount: '1', reason: 'x' };
    const first = field(ask('walletDaemon', 'POST /api/v1/refund', order), 'transaction_hash');
    const second = field(ask('walletDaemon', 'POST /api/v1/refund', order), 'transaction_hash');
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(second).not.toBe(first);
  });

  test('signs with the key that the escrow address belongs to', () => {
    const wallet = createBitcoinWallet({
      signing: 'real',
      randomBytes: (size) => new Uint8Array(size).fill(7),
    });
    const { address, keyHex } = wallet.freshAddress();
    const { hex } = wallet.pay({ keyHex, amount: 5n, to: 'merchant' });
    const transaction = Transaction.fromRaw(Buffer.from(hex ?? '', 'hex'));
    const [, publicKey] = transaction.getInput(0).finalScriptWitness ?? [];
    const hash = hash160(publicKey ?? new Uint8Array());
    expect(Address(REGTEST).encode({ type: 'wpkh', hash })).toBe(address);
  });
});

test('hash signing makes addresses that decode on regtest', () => {
  const { sandbox, ask } = createTestSandbox({ signing: 'hash' });
  const address = field(ask('walletDaemon', 'POST /api/v1/escrow/create', HOLD), 'address');
  expect(Address(REGTEST).decode(address).type).toBe('wpkh');
  const release = ask('walletDaemon', 'POST /api/v1/escrow/release', { address });
  expect(sandbox.transactionHex(field(release, 'transaction_hash'))).toBeNull();
});

test.each([
  ['bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', true],
  ['1BoatSLRHtKNngkdXEeobR76b53LETtpyT', true],
  ['sentinel-timeout-after', true],
  ['BUYER.wallet:7', true],
  ['bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5', false],
  ['', false],
  ['a b', false],
])('%s is payable: %s', (text, payable) => {
  expect(isPayable(text)).toBe(payable);
});
