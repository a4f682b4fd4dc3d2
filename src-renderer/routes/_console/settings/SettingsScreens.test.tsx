import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { CallInput, CallOutput } from '../../../../src-main/contract/contract.ts';
import { RefusalError } from '../../../engine/call.ts';
import { never, openPage } from '../payments/open-page.tsx';
import { aConnection, aKey, aMarketplace, bitcoinForm } from './settings-samples.ts';

let close = (): void => undefined;
afterEach(() => close());

function open(...given: Parameters<typeof openPage>) {
  const page = openPage(...given);
  close = page.close;
  return page;
}

const list = { items: [aConnection()], forms: [bitcoinForm] };
const field = (label: RegExp, value: string): void => {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
};

describe('connections', () => {
  test('are listed with their health and tested on request', async () => {
    const page = open('/settings/connections', {
      'connections.list': () => list,
      'connections.test': () => ({ ok: true, message: 'Height 120.', latencyMs: 31 }),
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Test Wallet daemon' }));
    expect(await screen.findByText(/answered in 31 ms. Height 120/)).toBeDefined();
    expect(page.asked('connections.test')).toEqual([{ id: 'con_1' }]);
  });

  test('leave as a file without what is set of them', async () => {
    const { asked } = open('/settings/connections', { 'connections.list': () => list });
    fireEvent.click(await screen.findByRole('button', { name: 'Export CSV' }));
    await waitFor(() => expect(asked('files.tableCsv')).toMatchObject([{
      name: 'connections', rows: [[
        'con_1', 'Wallet daemon', 'Bitcoin', 'sandbox', '1', 'http://127.0.0.1:20000', 'Answers',
        '', '12', '0',
      ]],
    }]));
  });

  test('say what would fill the list', async () => {
    open('/settings/connections', { 'connections.list': () => ({ items: [], forms: [] }) });
    expect(await screen.findByText('No provider is connected.')).toBeDefined();
  });

  test('show what failed, with a way to try again', async () => {
    let failing = true;
    open('/settings/connections', { 'connections.list': () => {
      if (!failing) return list;
      throw new RefusalError({ code: 'internal', message: 'It broke.', details: {} });
    } });
    expect(await screen.findByText('It broke.')).toBeDefined();
    failing = false;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Wallet daemon')).toBeDefined();
  });

  test('show that they load while the engine is slow', async () => {
    open('/settings/connections', { 'connections.list': never });
    expect(await screen.findByRole('status', { name: 'Loading' })).toBeDefined();
  });

  test('are saved without touching a secret, and the refusal stands in the form', async () => {
    const page = open('/settings/connections?edit=con_1', {
      'connections.list': () => list,
      'connections.save': () => {
        throw new RefusalError({ code: 'version_conflict', message: 'Changed.', details: {} });
      },
    });
    await screen.findByRole('dialog', { name: 'Connection Wallet daemon' });
    field(/^Name/, '');
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('A name is needed.')).toBeDefined();
    expect(page.asked('connections.save')).toEqual([]);
    field(/^Name/, 'Main wallet');
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect((await screen.findByText('Changed.')).closest('[role="alert"]')).not.toBeNull();
    expect(page.asked('connections.save')).toMatchObject([
      { name: 'Main wallet', version: 3, secrets: { apiKey: null } },
    ]);
  });

  test('show what the engine refused at its field, and take the focus there', async () => {
    open('/settings/connections?edit=con_1', {
      'connections.list': () => list,
      'connections.save': () => {
        throw new RefusalError({
          code: 'invalid_request', message: 'Wrong form.',
          details: { createPath: 'It has no slash.' },
        });
      },
    });
    await screen.findByRole('dialog', { name: 'Connection Wallet daemon' });
    field(/^Name/, '');
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(/^Name/)));
    field(/^Name/, 'Main wallet');
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('It has no slash.')).toBeDefined();
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByLabelText(/^Path for create/)));
    field(/^Path for create/, '/escrow/new');
    expect(screen.queryByText('It has no slash.')).toBeNull();
  });
});

describe('API keys', () => {
  test('leave as a file, with when each ends and what it may', async () => {
    const { asked } = open('/settings/keys', {
      'keys.list': () => ({ items: [aKey({ scopes: ['jobs:write', 'jobs:read'], revokedAt: 1 })] }),
      'marketplaces.list': () => ({ items: [aMarketplace()] }),
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Export CSV' }));
    await waitFor(() => expect(asked('files.tableCsv')).toMatchObject([{
      name: 'api-keys', rows: [[
        'key_1', 'production', 'Acme AI', 'Revoked', 'jobs:write jobs:read',
        '1970-01-01 00:00:00 UTC', '', '',
      ]],
    }]));
  });

  test('are shown once, when they are created', async () => {
    const page = open('/settings/keys?create=true', {
      'keys.list': () => ({ items: [] }),
      'marketplaces.list': () => ({ items: [aMarketplace()] }),
      'keys.create': (): CallOutput<'keys.create'> => ({ key: 'pck_1_secret', view: aKey() }),
    });
    await screen.findByRole('dialog', { name: 'Create an API key' });
    field(/^Name/, 'production');
    fireEvent.click(screen.getByRole('button', { name: 'Create key' }));
    expect(await screen.findByText('pck_1_secret')).toBeDefined();
    const [asked] = page.asked('keys.create');
    expect(asked).toMatchObject({ marketplaceId: 'mkt_1', name: 'production' });
    fireEvent.click(screen.getByRole('button', { name: 'I have copied it' }));
    await waitFor(() => expect(screen.queryByText('pck_1_secret')).toBeNull());
  });

  test('need a marketplace first', async () => {
    open('/settings/keys', {
      'keys.list': () => ({ items: [] }), 'marketplaces.list': () => ({ items: [] }),
    });
    expect(await screen.findByText(/Add a marketplace first/)).toBeDefined();
  });
});

describe('marketplaces', () => {
  test('get a webhook endpoint by Enter without saving the form around it', async () => {
    const page = open('/settings/marketplaces?edit=mkt_1', {
      'operators.list': () => ({ items: [], appRequired: false }),
      'marketplaces.list': () => ({ items: [aMarketplace()] }),
      'marketplaces.addWebhook': ({ url }: CallInput<'marketplaces.addWebhook'>) => ({
        secret: 'whsec_once', marketplace: aMarketplace({
          webhooks: [{ id: 'w1', url, enabled: true }],
        }),
      }),
    });
    await screen.findByRole('dialog', { name: 'Marketplace Acme AI' });
    field(/^New endpoint/, 'https://acme.example/hooks');
    fireEvent.keyDown(screen.getByLabelText(/^New endpoint/), { key: 'Enter' });
    expect(await screen.findByText('whsec_once')).toBeDefined();
    expect(page.asked('marketplaces.addWebhook')).toHaveLength(1);
    expect(page.asked('marketplaces.save')).toEqual([]);
  });
});

describe('the settings of the listener', () => {
  test('can be changed here unless the environment set them', async () => {
    open('/settings/listener', { 'settings.get': () => ({
      listenerUrl: null, dataFolder: '/data',
      items: [
        { name: 'log.level', label: 'Log level', value: 'info', source: 'default',
          needsRestart: true },
        { name: 'listener.port', label: 'Port', value: '4001', source: 'environment',
          needsRestart: true },
      ],
    }) });
    expect(await screen.findByRole('button', { name: 'Change Log level' })).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Change Port' })).toBeNull();
    expect(screen.getByText('from the environment')).toBeDefined();
    expect(screen.getByText('does not listen')).toBeDefined();
  });
});
