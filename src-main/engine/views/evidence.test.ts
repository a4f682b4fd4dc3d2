import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { inboxMessage } from '../../db/sample-rows.ts';
import { createPayingEngine } from '../../testing/paying-engine.ts';
import { pdfWords } from '../../testing/pdf-words.ts';
import {
  accepted, createTestEngine, onPayment, operatorAsk, type TestEngine,
} from '../../testing/test-engine.ts';
import { receiptShape } from '../receipts/receipt-shape.ts';
import { evidenceFile } from './evidence.ts';

const SECRET = 'whsec-never-to-be-shown';
const URL_SECRET = 'token-in-the-address';
const HOSTILE = '=HYPERLINK("x")<script>alert(1)</script>\u202egpj';

async function clipOf(world: TestEngine, paymentId: string) {
  let made: { name: string; mime: string; bytes: Uint8Array } | null = null;
  const answer = await evidenceFile({
    engine: world.engine(), nowMs: world.clock.nowMs, version: '0.1.0', sandbox: true,
    shelf: {
      addBytes: async (file) => {
        made = file;
        return { ...file, fileId: 'file_1', bytes: file.bytes.length, sha256: '' };
      },
      reserve: () => { throw new Error('The clip is not written by hand.'); },
    },
  }, { paymentId, madeBy: 'Ana' });
  const file = made as { name: string; mime: string; bytes: Uint8Array } | null;
  const parts = file === null ? {} : unzipSync(file.bytes);
  const textOf = (name: string): string => strFromU8(parts[name] ?? new Uint8Array());
  return {
    answer, file, parts, textOf,
    listOf: (name: string) => z.array(z.record(z.string(), z.unknown()))
      .parse(JSON.parse(textOf(name))),
  };
}

async function releasedWorld() {
  const sealed = { keyId: 'plain', box: SECRET };
  const world = await createTestEngine({
    marketplace: {
      webhooks: [{
        id: 'whk_1', url: `https://hooks.example/in?key=${URL_SECRET}`, secret: sealed,
        enabled: true,
      }],
      inboundSecrets: [{ id: 'ibs_1', secret: sealed, createdAt: 0, endsAt: null }],
    },
    connections: { con_wallet: { secrets: { apiKey: sealed } } },
  });
  const paymentId = await world.pay({ payee: HOSTILE });
  accepted(await world.engine().payments.release(operatorAsk, {
    ...onPayment(paymentId), reason: HOSTILE, amountText: null, delayMs: 0,
  }));
  await world.turn(60_000);
  const { payment } = await world.payment(paymentId);
  expect(payment.status).toBe('released');
  await world.store().commit({
    writes: [{
      write: 'insert', noun: 'inbox', row: inboxMessage({
        marketplaceId: payment.marketplaceId, jobId: payment.jobId, body: HOSTILE,
        headers: { 'webhook-id': 'msg_1', authorization: SECRET },
      }),
    }],
    audit: null,
  });
  return { world, paymentId, payment };
}

describe('the evidence of a payment', () => {
  test('holds everything known of it, with checksums that are right', async () => {
    const { world, paymentId } = await releasedWorld();
    const { file, parts, textOf, listOf } = await clipOf(world, paymentId);
    expect(file).toMatchObject({
      name: `SANDBOX-evidence-${paymentId}.zip`, mime: 'application/zip',
    });
    const manifest = JSON.parse(textOf('manifest.json'));
    expect(manifest).toMatchObject({
      format: 'paydesk-evidence', payment: paymentId, madeBy: 'Ana', complete: true,
      versions: { paydesk: '0.1.0', receiptFormat: '1' },
    });
    expect(Object.keys(parts).toSorted()).toEqual([
      'SHA256SUMS', 'attempts.json', 'audit.json', 'connections.json', 'consents.json',
      'events.json', 'manifest.json', 'notifications.json', 'operations.json',
      'payee-wallet.json', 'payment.json', 'postings.csv', 'postings.json', 'read-me.txt',
      'receipt.json', 'receipt.pdf', 'timeline.csv',
      'webhooks-in.json', 'webhooks-out.json',
    ]);
    for (const [, sum, name = ''] of textOf('SHA256SUMS').matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm)) {
      expect(createHash('sha256').update(parts[name] ?? '').digest('hex')).toBe(sum);
    }
    for (const name of ['operations', 'attempts', 'postings', 'events', 'audit', 'webhooks-out',
      'webhooks-in', 'connections']) {
      expect(listOf(`${name}.json`).length, name).toBeGreaterThan(0);
    }
  });

  test('shows what the payer agreed to, and neither tokens nor links', async () => {
    const world = await createPayingEngine();
    const { payment, consent } = await world.paid();
    const { textOf, listOf } = await clipOf(world, payment.id);
    expect(listOf('consents.json')).toMatchObject([{
      id: consent?.id, state: 'ended', endedAs: 'used', askedAtHost: 'open-payments.test',
      debit: { value: '11.32' }, receive: { value: '10.00' },
      returnedAt: expect.stringMatching(/Z$/),
    }]);
    for (const word of ['box', 'finishHash', 'link', consent?.link ?? '']) {
      expect(textOf('consents.json')).not.toContain(`"${word}"`);
    }
  });

  test('adds up, and agrees with receipt and audit log', async () => {
    const { world, paymentId, payment } = await releasedWorld();
    const { parts, textOf, listOf } = await clipOf(world, paymentId);
    const { data } = Papa.parse<Record<string, string>>(textOf('postings.csv').trimEnd(), {
      header: true,
    });
    const sum = (rows: readonly Record<string, string>[]): bigint =>
      rows.reduce((total, row) => total + BigInt(row['amount_minor'] ?? ''), 0n);
    expect(sum(data)).toBe(0n);
    expect(sum(data.filter(({ account }) => account === 'payee'))).toBe(payment.released.minor);
    const receipt = receiptShape.parse(JSON.parse(textOf('receipt.json')));
    expect(receipt.amounts.released.minor).toBe(payment.released.minor.toString());
    expect(pdfWords(parts['receipt.pdf'] ?? new Uint8Array()))
      .toContain(receipt.operations[1]?.evidence?.reference);
    const audit = listOf('audit.json');
    expect(audit.at(-1)?.['seq']).toBeLessThanOrEqual(Number(receipt.audit?.seq));
    expect(audit.every(({ hash }) => /^[0-9a-f]{64}$/.test(String(hash)))).toBe(true);
    expect(listOf('attempts.json').at(-1)?.['request']).toContain('release');
  });

  test('holds no secret, and names those that there are', async () => {
    const { world, paymentId } = await releasedWorld();
    const { parts, listOf } = await clipOf(world, paymentId);
    const everything = Object.values(parts).map((bytes) => strFromU8(bytes)).join('\n');
    for (const secret of [SECRET, URL_SECRET]) expect(everything).not.toContain(secret);
    expect(listOf('connections.json')[0]).toMatchObject({ secretsSet: ['apiKey'] });
    expect(listOf('webhooks-out.json')[0]?.['url']).toBe('https://hooks.example/in');
    expect(listOf('webhooks-in.json')[0]?.['headers']).toEqual({ 'webhook-id': 'msg_1' });
  });

  test('keeps text of others from running, hiding or becoming markup', async () => {
    const { world, paymentId } = await releasedWorld();
    const { parts, textOf, listOf } = await clipOf(world, paymentId);
    for (const name of Object.keys(parts).filter((part) => part.endsWith('json'))) {
      expect(textOf(name), name).not.toMatch(/[<>\u202e]/);
    }
    const paid = JSON.parse(textOf('payment.json'));
    expect(paid.payment.payee).toBe(HOSTILE);
    expect(listOf('webhooks-in.json')[0]?.['body']).toBe(HOSTILE);
    const { data } = Papa.parse<string[]>(textOf('timeline.csv').trimEnd());
    expect(data.flat().some((cell) => /^\s*[=+@-]/.test(cell))).toBe(false);
  });

  test('of an unknown payment is refused', async () => {
    const world = await createTestEngine();
    const { answer, file } = await clipOf(world, 'pay_none');
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    expect(file).toBeNull();
  });
});
