import { describe, expect, test } from 'vitest';
import { withoutSecrets } from './redact.ts';

describe('a body that is kept', () => {
  test('says what it said without tokens, nonces and proofs', () => {
    const kept = withoutSecrets(JSON.stringify({
      access_token: { value: 'token-1', manage: 'https://bank/token/1', expires_in: 600 },
      continue: { access_token: { value: 'token-2' }, uri: 'https://bank/continue/1', wait: 5 },
      interact: {
        redirect: 'https://bank/interact/1', finish: 'server-nonce',
      },
      methods: [{ type: 'ilp', sharedSecret: 'shared' }],
      incomingAmount: { value: '1000', assetCode: 'USD', assetScale: 2 },
    }));
    for (const secret of ['token-1', 'token-2', 'bank/token', 'interact/1', 'server-nonce',
      'shared"']) expect(kept).not.toContain(secret);
    expect(JSON.parse(kept)).toMatchObject({
      access_token: { expires_in: 600 }, continue: { uri: 'https://bank/continue/1', wait: 5 },
      incomingAmount: { value: '1000' },
    });
  });

  test('keeps where the payer comes back to, and not the nonce that goes along', () => {
    const kept = withoutSecrets(JSON.stringify({
      interact: { finish: { method: 'redirect', uri: 'https://desk/finish', nonce: 'ours' } },
      interact_ref: 'ref-1',
    }));
    expect(kept).toContain('https://desk/finish');
    expect(kept).not.toContain('ours');
    expect(kept).not.toContain('ref-1');
  });

  test('stays as it came where there is nothing to hide', () => {
    for (const body of ['', 'Internal Server Error', '[]', '{"b":1, "a":"x"}', 'null']) {
      expect(withoutSecrets(body)).toBe(body);
    }
  });
});
