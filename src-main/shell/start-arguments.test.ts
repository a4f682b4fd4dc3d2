import { describe, expect, test } from 'vitest';
import { readStartArguments } from './start-arguments.ts';

const machine = [
  '--no-sample', '--listener', '127.0.0.1:0', '--ready-file', '/tmp/ready',
  '--sandbox-url', 'http://127.0.0.1:1/', '--sandbox-token=-t',
];

describe('the arguments of the Electron door', () => {
  test('are found among those of Chromium', () => {
    expect(readStartArguments(
      ['--no-sandbox', '--inspect=0', '/app', '--data', '/books', '--live'], { isPackaged: true },
    )).toEqual({ data: '/books', live: true });
  });

  test('of a machine are known in development', () => {
    expect(readStartArguments(machine, { isPackaged: false })).toEqual({
      live: false, sample: false, listener: '127.0.0.1:0', 'ready-file': '/tmp/ready',
      'sandbox-url': 'http://127.0.0.1:1/', 'sandbox-token': '-t',
    });
  });

  test('of a machine are nothing to an installed Paydesk', () => {
    expect(readStartArguments([...machine, '--data', '/books'], { isPackaged: true }))
      .toEqual({ data: '/books', live: false });
  });

  test('are as if they were not there where their value is missing', () => {
    expect(readStartArguments(['--data'], { isPackaged: true }).data).toBeUndefined();
  });
});
