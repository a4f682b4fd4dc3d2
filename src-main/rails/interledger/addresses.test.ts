import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  calledAddress, sameOrigin, urlProblem, walletAddress, walletAddressProblem, type Reach,
} from './addresses.ts';

describe('a wallet address', () => {
  test.each([
    ['https://wallet.example/alice', 'https://wallet.example/alice'],
    ['https://wallet.example/alice/', 'https://wallet.example/alice'],
    [' https://Wallet.example/Alice ', 'https://Wallet.example/Alice'],
    ['$wallet.example/alice', 'https://wallet.example/alice'],
    ['$wallet.example', 'https://wallet.example/.well-known/pay'],
    ['$wallet.example/', 'https://wallet.example/.well-known/pay'],
    ['http://127.0.0.1:20000/buyer', 'http://127.0.0.1:20000/buyer'],
  ])('%j is kept as %j', (given, kept) => {
    expect(walletAddress(given)).toBe(kept);
  });

  test.each([
    '', '$', 'alice', 'ftp://wallet.example/alice', 'https://a:b@wallet.example/alice',
    'https://wallet.example/alice?x=1', 'https://wallet.example/alice#x', 'https://',
    'https://wallet.example/a lice', 'https://wallet.example\\alice', '//wallet.example/alice',
    `https://wallet.example/${'a'.repeat(500)}`, 'https://wallet.example/a\nb',
  ])('%j is none', (given) => {
    expect(walletAddress(given)).toBeNull();
    expect(walletAddressProblem(given, 'live')).toContain('https://wallet.example/alice');
  });

  test('that was read once stays as it is', () => {
    const kept = fc.sample(fc.webUrl(), 50).map(walletAddress).filter((one) => one !== null);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.map(walletAddress)).toEqual(kept);
  });

  test('without https is for the sandbox and for this computer', () => {
    expect(walletAddressProblem('http://wallet.example/alice', 'sandbox')).toBeNull();
    expect(walletAddressProblem('http://wallet.example/alice', 'live')).toContain('https://');
    expect(walletAddressProblem('http://127.0.0.1:3000/alice', 'live')).toBeNull();
    expect(walletAddressProblem('$wallet.example/alice', 'live')).toBeNull();
  });
});

const live: Reach = { mode: 'live', baseUrl: 'https://wallet.example', isLocal: false };
const local: Reach = { ...live, isLocal: true };
const sandbox: Reach = { mode: 'sandbox', baseUrl: 'http://127.0.0.1:20000/', isLocal: false };

describe('an address that is called', () => {
  test.each([
    'https://127.0.0.1/a', 'https://127.1/a', 'https://2130706433/a', 'https://0x7f.1/a',
    'https://10.0.0.1', 'https://172.16.9.9', 'https://192.168.1.1', 'https://169.254.169.254/x',
    'https://100.64.0.1', 'https://0.0.0.0', 'https://[::1]/a', 'https://[::ffff:127.0.0.1]/a',
    'https://[fd00::1]/a', 'https://[fe80::1]/a', 'https://localhost/a', 'https://localhost./a',
    'https://wallet/a', 'https://db.internal/a', 'https://a.localhost', 'https://[64:ff9b::7f00:1]',
  ])('%s is refused on a live connection and allowed on a local one', (url) => {
    expect(urlProblem(url, live)).toContain('own network');
    expect(urlProblem(url, local)).toBeNull();
    expect(urlProblem(url, sandbox)).toBeNull();
  });

  test.each(['https://wallet.example/a', 'https://172.32.0.1/a', 'https://[2001:4860::1]/a'])(
    '%s is allowed everywhere', (url) => {
      for (const reach of [live, local, sandbox]) expect(urlProblem(url, reach)).toBeNull();
    });

  test('without encryption is refused, but for the own network', () => {
    expect(urlProblem('http://wallet.example/a', live)).toContain('encryption');
    expect(urlProblem('http://wallet.example/a', sandbox)).toContain('encryption');
    expect(urlProblem('http://127.0.0.1:20000/a', sandbox)).toBeNull();
    expect(urlProblem('http://wallet-backend/a', local)).toBeNull();
  });

  test.each(['', 'alice', 'file:///x', 'https://a:b@wallet.example/', 'javascript:alert(1)'])(
    '%j is none', (url) => {
      expect(urlProblem(url, sandbox)).toBe('The provider names an address that is none.');
    });

  test('is the stand-in\'s for the documents\' own examples, in the sandbox only', () => {
    const example = 'https://ilp.interledger-test.dev/mvr5656';
    expect(calledAddress(example, sandbox)).toBe('http://127.0.0.1:20000/mvr5656');
    expect(calledAddress('$ilp.interledger-test.dev/mvr5656/', sandbox))
      .toBe('http://127.0.0.1:20000/mvr5656');
    expect(calledAddress(example, live)).toBe(example);
    expect(calledAddress('https://wallet.example/a', sandbox)).toBe('https://wallet.example/a');
  });

  test('belongs to a server by its origin', () => {
    expect(sameOrigin('https://a.example/x', 'https://a.example:443/y')).toBe(true);
    expect(sameOrigin('https://a.example/x', 'http://a.example/x')).toBe(false);
    expect(sameOrigin('https://a.example.evil/x', 'https://a.example/x')).toBe(false);
    expect(sameOrigin('nothing', 'nothing')).toBe(false);
  });
});
