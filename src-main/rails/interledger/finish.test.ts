import { describe, expect, test } from 'vitest';

import { interactionHash, readReturn } from './finish.ts';
import { writeState } from './state.ts';
import { consentOf, createDesk, stateOf } from './test-desk.ts';

/** The example of RFC 9635, section 4.2.3, which Open Payments shows as well. */
const example = {
  nonce: 'VJLO6A4CATR0KRO', serverNonce: 'MBDOFXG4Y5CVJCX821LH', ref: '4IFWWIKYB2PQ6U56NL1',
  endpoint: 'https://server.example.com/tx',
};
const EXAMPLE_HASH = 'x-gguKWTj8rQf7d7i3w3UhzvuJ5bpOlKyAlVpLxBffY';

async function stateFor(authServer: string): Promise<string> {
  const state = stateOf((await createDesk().asked()).state);
  const { nonce, serverNonce } = example;
  return writeState({
    ...state, payer: { ...state.payer, authServer },
    interaction: { ...state.interaction, nonce, serverNonce },
  });
}

const forms = (bytes: Buffer) => [
  ['base64', bytes.toString('base64')],
  ['base64 without padding', bytes.toString('base64').replace('=', '')],
  ['base64url', bytes.toString('base64url')],
  ['base64url with padding', `${bytes.toString('base64url')}=`],
  ['base64 whose plus signs became spaces', bytes.toString('base64').replaceAll('+', ' ')],
] as const;

describe('the hash of the way back', () => {
  test('is the one of the standard\'s own example', () => {
    expect(interactionHash(example).toString('base64url')).toBe(EXAMPLE_HASH);
  });

  test.each(forms(interactionHash(example)))('is believed in %s', async (_form, hash) => {
    const state = await stateFor(example.endpoint);
    const back = readReturn(state, { hash, interact_ref: example.ref, payment: '1' });
    expect(back.kind).toBe('consented');
    expect(stateOf(back.kind === 'consented' ? back.state : undefined).interaction.ref)
      .toBe(example.ref);
  });

  test('covers the authorization server to the letter', async () => {
    const given = { hash: EXAMPLE_HASH, interact_ref: example.ref };
    expect(readReturn(await stateFor(`${example.endpoint}/`), given).kind).toBe('forged');
    expect(readReturn(await stateFor('https://server.example.com'), given).kind).toBe('forged');
  });

  test('may be over a bare origin with a slash, and over nothing else with one', async () => {
    const origin = 'https://auth.example';
    const over = (endpoint: string): string =>
      interactionHash({ ...example, endpoint }).toString('base64');
    const at = async (server: string, endpoint: string) => readReturn(await stateFor(server), {
      hash: over(endpoint), interact_ref: example.ref,
    }).kind;
    expect(await at(origin, origin)).toBe('consented');
    expect(await at(origin, `${origin}/`)).toBe('consented');
    expect(await at(`${origin}/tenant`, `${origin}/tenant/`)).toBe('forged');
  });

  test.each([
    ['another reference', { hash: EXAMPLE_HASH, interact_ref: 'other' }],
    ['no reference', { hash: EXAMPLE_HASH }],
    ['an empty reference', { hash: EXAMPLE_HASH, interact_ref: '' }],
    ['no hash', { interact_ref: '4IFWWIKYB2PQ6U56NL1' }],
    ['a short hash', { hash: EXAMPLE_HASH.slice(1), interact_ref: '4IFWWIKYB2PQ6U56NL1' }],
    ['mixed alphabets', { hash: `+${'A'.repeat(41)}_`, interact_ref: '4IFWWIKYB2PQ6U56NL1' }],
    ['a result that is none', { result: 'everything_is_fine' }],
    ['an inherited word', { result: 'toString' }],
    ['nothing', {}],
  ])('is not believed with %s', async (_what, parameters) => {
    expect(readReturn(await stateFor(example.endpoint), parameters)).toEqual({ kind: 'forged' });
  });

  test('is not believed for a consent that is none of ours', () => {
    const given = { hash: EXAMPLE_HASH, interact_ref: example.ref };
    for (const text of ['', '{}', 'no json', '{"version":0}']) {
      expect(readReturn(text, given).kind).toBe('forged');
    }
  });
});

describe('a way back without consent', () => {
  test.each([
    ['grant_rejected', '', 'The payer refused at the wallet.'],
    ['grant_invalid', '', 'The payer left the wallet without a choice.'],
    ['invalid_interaction', 'interaction expired', 'run out or was ended. It says: interaction'],
    ['request_denied', '<b>x</b>\u202E', 'could not finish the request. It says: <b>x</b>'],
  ])('%s is a hint in words', async (result, message, words) => {
    const back = readReturn(await stateFor(example.endpoint), { result, message });
    expect(back.kind).toBe('refused');
    expect(back.kind === 'refused' ? back.message : '').toContain(words);
  });

  test('is told as the wallet tells it', async () => {
    const desk = createDesk();
    const { state, link } = await desk.asked();
    expect(consentOf().readReturn(state, desk.browse(link, 'leave')))
      .toMatchObject({ kind: 'refused', message: expect.stringContaining('without a choice') });
    expect(consentOf().readReturn(state, desk.browse(link, 'reject')))
      .toMatchObject({ kind: 'refused', message: 'The payer refused at the wallet.' });
    desk.pass(600_001);
    expect(consentOf().readReturn(state, desk.browse(link, 'leave')))
      .toMatchObject({ message: expect.stringContaining('expired') });
  });
});
