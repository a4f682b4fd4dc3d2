import { describe, expect, test } from 'vitest';
import { contract } from '../../../../../src-main/contract/contract.ts';
import { aConnection, bitcoinForm } from '../settings-samples.ts';
import { inputOf, problemsOf, valuesOf } from './connection-form.ts';

describe('the form of a connection', () => {
  test('begins a new one with what the rail declares, and asks for what is required', () => {
    const values = valuesOf(null, bitcoinForm);
    expect(values.config).toEqual({ createPath: '/api/v1/escrow/create' });
    expect(Object.keys(problemsOf(values, bitcoinForm, null)).toSorted())
      .toEqual(['apiKey', 'baseUrl', 'name']);
  });

  test('keeps stored secrets that nobody typed anew, and never holds them', () => {
    const stored = aConnection();
    const values = valuesOf(stored, bitcoinForm);
    expect(values.secrets).toEqual({ apiKey: '' });
    expect(problemsOf(values, bitcoinForm, stored)).toEqual({});
    expect(inputOf(values, stored).secrets).toEqual({ apiKey: null });
    expect(inputOf({ ...values, secrets: { apiKey: 'new' } }, stored).secrets)
      .toEqual({ apiKey: 'new' });
  });

  test('makes exactly what the contract takes', () => {
    const stored = aConnection();
    const input = inputOf(valuesOf(stored, bitcoinForm), stored);
    expect(contract.connections.save.input.parse(input)).toEqual(input);
    expect([input.id, input.version]).toEqual(['con_1', 3]);
  });

  test('takes an empty number of calls a second as no limit', () => {
    const values = { ...valuesOf(aConnection(), bitcoinForm), callsPerSecondMax: '' };
    expect(problemsOf(values, bitcoinForm, aConnection())).toEqual({});
    expect(inputOf(values, aConnection()).callsPerSecondMax).toBeNull();
  });

  test.each([
    ['priority', 0], ['priority', 1.5], ['concurrencyMax', 257], ['callsPerSecondMax', 0],
    ['callsPerSecondMax', 1_001], ['deadlineMs', ''],
    ['deadlineMs', 499],
  ] as const)('refuses %s of %s', (name, value) => {
    const values = { ...valuesOf(aConnection(), bitcoinForm), [name]: value };
    expect(Object.keys(problemsOf(values, bitcoinForm, aConnection()))).toEqual([name]);
  });
});
