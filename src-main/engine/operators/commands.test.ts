import { describe, expect, test } from 'vitest';
import { draft } from '../../db/sample-rows.ts';
import { createOperatorWorld, GOOD, must } from '../../testing/operator-world.ts';
import type { RefusalCode } from '../domain/refusals.ts';
import type { Result } from '../domain/result.ts';
import { createOperatorCommands } from './commands.ts';
import { FAILURES_MAX, LOCK_MS } from './lockout.ts';
import { createOneAtATime } from './one-at-a-time.ts';
import { checkPassword, hashPassword, SCRYPT_COST } from './password-hash.ts';
import { checkPasswordRules } from './password-rules.ts';

const OTHER = 'a lamp on the north shore';

async function withAna() {
  const it = createOperatorWorld();
  const ana = await it.first('Ana');
  return { ...it, ana, ask: it.askOf(ana) };
}

function codeOf(result: Result<unknown>): RefusalCode | 'accepted' {
  return result.ok ? 'accepted' : result.refusal.code;
}

describe('the first operator', () => {
  test('is created by anyone and is the admin', async () => {
    const { operators } = createOperatorWorld();
    expect(await operators.any()).toBe(false);
    const created = must(await operators.create(null, { name: '  Ana  Lima ', password: GOOD }));
    expect(created).toMatchObject({ name: 'Ana Lima', role: 'admin', version: 1 });
    expect(await operators.any()).toBe(true);
  });

  test('is one only, even when two windows create it at once', async () => {
    const { operators } = createOperatorWorld();
    const both = await Promise.all([
      operators.create(null, { name: 'Ana', password: GOOD }),
      operators.create(null, { name: 'Ben', password: OTHER }),
    ]);
    expect(both.map(codeOf)).toEqual(['accepted', 'forbidden']);
  });

  test('leaves an audit entry and no password in it', async () => {
    const { store } = await withAna();
    const head = await store.read.auditHead();
    expect(head).toMatchObject({ act: 'operator.created', actor: { name: 'Ana' } });
    expect(JSON.stringify(head)).not.toContain('scrypt');
  });
});

describe('a later operator', () => {
  test('is created by an operator, never by nobody, a stranger or a key', async () => {
    const { operators, ask } = await withAna();
    const input = { name: 'Ben', password: OTHER };
    const stranger = { kind: 'operator', id: 'opr_x', name: 'X' } as const;
    const key = { kind: 'api-key', id: 'key_1', name: 'k' } as const;
    expect(codeOf(await operators.create(null, input))).toBe('forbidden');
    expect(codeOf(await operators.create({ ...ask, actor: stranger }, input))).toBe('forbidden');
    expect(codeOf(await operators.create({ ...ask, actor: key }, input))).toBe('forbidden');
    expect(must(await operators.create(ask, input)).role).toBe('approver');
    expect(await operators.list()).toHaveLength(2);
  });

  test.each(['ANA', 'ana ', 'Ａna'.normalize('NFKC')])('may not be called %j too', async (name) => {
    const { operators, ask } = await withAna();
    expect(codeOf(await operators.create(ask, { name, password: OTHER }))).toBe('name_taken');
  });

  test('keeps letters beyond ASCII apart from no case of theirs', async () => {
    const { operators, ask } = await withAna();
    must(await operators.create(ask, { name: 'Élan', password: OTHER }));
    const again = await operators.create(ask, { name: 'e\u0301LAN', password: OTHER });
    expect(codeOf(again)).toBe('name_taken');
  });

  test.each(['', '   ', 'a\u202Eb', 'x'.repeat(101)])('needs a fit name, not %j', async (name) => {
    const { operators, ask } = await withAna();
    expect(codeOf(await operators.create(ask, { name, password: OTHER }))).toBe('invalid_request');
  });
});

describe('a password', () => {
  test('is taken in any form of the same characters, the name in any case', async () => {
    const { operators, ask } = await withAna();
    must(await operators.create(ask, { name: 'Zoë', password: 'cafe\u0301 au lait at dawn' }));
    const found = await operators.verify({ name: 'zoe\u0308', password: 'café au lait at dawn' });
    expect(must(found).name).toBe('Zoë');
  });

  test('that is wrong and a name that is unknown get the same answer', async () => {
    const { operators } = await withAna();
    const wrong = await operators.verify({ name: 'Ana', password: 'not this one at all' });
    const unknown = await operators.verify({ name: 'Nobody', password: GOOD });
    expect(wrong).toEqual(unknown);
    expect(codeOf(wrong)).toBe('bad_credentials');
  });

  test('is counted, then slowed down, then locked for half an hour', async () => {
    const { operators, clock, store } = await withAna();
    const waits: number[] = [];
    for (let failure = 1; failure <= FAILURES_MAX; failure += 1) {
      const refused = await operators.verify({ name: 'Ana', password: 'wrong' });
      expect(codeOf(refused)).toBe('bad_credentials');
      const [row] = await store.read.operators();
      expect(row?.failedAttempts).toBe(failure);
      waits.push(row?.lockedUntil === null ? 0 : (row?.lockedUntil ?? 0) - clock.nowMs());
      clock.jump(waits.at(-1) ?? 0);
    }
    expect(waits).toEqual([0, 0, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, LOCK_MS]);
    clock.jump(-1);
    expect(codeOf(await operators.verify({ name: 'Ana', password: GOOD }))).toBe('locked_out');
    clock.jump(1);
    expect(must(await operators.verify({ name: 'Ana', password: GOOD })))
      .toMatchObject({ failedAttempts: 0, lockedUntil: null });
  });

  test('locks an unknown name in the same rhythm', async () => {
    const { operators } = await withAna();
    const codes: string[] = [];
    for (let failure = 1; failure <= 4; failure += 1) {
      codes.push(codeOf(await operators.verify({ name: 'Nobody', password: 'wrong' })));
    }
    expect(codes).toEqual(['bad_credentials', 'bad_credentials', 'bad_credentials', 'locked_out']);
  });

  test('guessed many times at once is counted each time', async () => {
    const { operators, store } = await withAna();
    const guesses = Array.from({ length: 8 }, () =>
      operators.verify({ name: 'Ana', password: 'wrong' }));
    const codes = (await Promise.all(guesses)).map(codeOf);
    expect(codes.filter((code) => code === 'bad_credentials')).toHaveLength(3);
    expect(codes.filter((code) => code === 'locked_out')).toHaveLength(5);
    expect((await store.read.operators())[0]?.failedAttempts).toBe(3);
  });

  test('waits in a line of bounded length', async () => {
    const { operators } = await withAna();
    const guesses = Array.from({ length: 30 }, () =>
      operators.verify({ name: 'Ana', password: GOOD }));
    const codes = (await Promise.all(guesses)).map(codeOf);
    expect(codes.filter((code) => code === 'rate_limited')).toHaveLength(14);
    expect(codeOf(await operators.verify({ name: 'Ana', password: GOOD }))).toBe('accepted');
  });

  test('is hashed again when the cost has changed', async () => {
    const { deps, store, ana } = await withAna();
    const dearer = createOperatorCommands({ ...deps, cost: { ln: 5, r: 8, p: 1 } });
    must(await dearer.verify({ name: 'Ana', password: GOOD }));
    const [row] = await store.read.operators();
    expect(row?.passwordHash).toMatch(/^\$scrypt\$ln=5,r=8,p=1\$/);
    expect(row?.passwordHash).not.toBe(ana.passwordHash);
    must(await dearer.verify({ name: 'Ana', password: GOOD }));
    expect((await store.read.operators())[0]?.passwordHash).toBe(row?.passwordHash);
  });

  test('opens nothing for an operator who was disabled', async () => {
    const { operators, store, ana } = await withAna();
    const row = { ...ana, disabledAt: 1, version: 2 };
    await store.commit({
      writes: [{ write: 'update', noun: 'operators', row, expectedVersion: 1 }],
      audit: draft(),
    });
    expect(codeOf(await operators.verify({ name: 'Ana', password: GOOD }))).toBe('bad_credentials');
  });
});

describe('the password rules', () => {
  test.each([
    'short one', 'aaaaaaaaaaaaaaaaaaaa', 'passwordpassword', 'abcabcabcabcabcabc',
    '123456789012345', 'abcdefghijklmnop', 'Password2026!!!!', 'correcthorsebatterystaple',
    'ana maria lopes 1', 'qwertyuiopasdfgh', 'PaydeskAdmin2026', 'x'.repeat(201),
  ])('refuse %j', (password) => {
    expect(codeOf(checkPasswordRules(password, 'ana maria lopes'))).toBe('weak_password');
  });

  test.each([GOOD, OTHER, 'пятнадцать букв и ещё', 'my password is a heron in march'])(
    'take %j', (password) => {
      expect(codeOf(checkPasswordRules(password, 'ana'))).toBe('accepted');
    });
});

describe('the stored hash', () => {
  test('is a PHC string at the cost that OWASP asks for', async () => {
    const phc = await hashPassword(GOOD, new Uint8Array(16).fill(7), SCRYPT_COST);
    expect(phc).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(await checkPassword(GOOD, phc, SCRYPT_COST)).toEqual({ matches: true, outdated: false });
    expect((await checkPassword(OTHER, phc, SCRYPT_COST)).matches).toBe(false);
  });

  test.each([
    '', '$scrypt$', '$argon2id$v=19$x$y',
    `$scrypt$ln=31,r=8,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`,
  ])('never matches when it is %j', async (phc) => {
    expect(await checkPassword(GOOD, phc, { ln: 4, r: 8, p: 1 }))
      .toEqual({ matches: false, outdated: false });
  });
});

describe('one at a time', () => {
  test('begins a job when the one before has ended, however it ended', async () => {
    const oneAtATime = createOneAtATime(3);
    const log: string[] = [];
    const job = (name: string, fails: boolean) => async (): Promise<string> => {
      log.push(`${name} begins`);
      await Promise.resolve();
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
    const [first, second] = [oneAtATime(job('a', true)), oneAtATime(job('b', false))];
    await expect(first).rejects.toThrow('a');
    expect(await second).toBe('b');
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });
});
