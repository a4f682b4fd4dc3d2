import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { openPage } from '../../payments/open-page.tsx';
import type { Message, MessageLine } from './messages.ts';

let close = (): void => undefined;
afterEach(() => close());

function aLine(change: Partial<MessageLine> = {}): MessageLine {
  return {
    id: 'ibx_1', marketplaceName: 'Acme', messageId: 'msg_2Kx', receivedAt: 2, processedAt: 3,
    state: 'processed', code: null, detail: 'The job is completed.', jobId: 'job_1', ...change,
  };
}

function aMessage(change: Partial<Message> = {}): Message {
  return {
    ...aLine(), sentAt: 1, body: '{"type":"job.completed"}', bodyEncoding: 'utf-8',
    bodyHash: 'a3f8', contentType: 'application/json', userAgent: 'acme/2',
    announced: 'completed',
    job: { id: 'job_1', state: 'completed', payments: [{ id: 'pay_1', status: 'released' }] },
    ...change,
  };
}

describe('webhooks in', () => {
  test('are a tab of the webhooks, with an address of its own', async () => {
    const page = openPage('/webhooks', {
      'marketplaces.list': () => ({ items: [] }),
      'webhooks.list': () => ({ items: [], next: null }),
      'messages.list': () => ({ items: [aLine()], next: null }),
    });
    close = page.close;
    fireEvent.click(await screen.findByRole('tab', { name: 'Received' }));
    expect(await screen.findByText('msg_2Kx')).toBeDefined();
    expect(page.history.location.pathname).toBe('/webhooks/received');
    fireEvent.click(screen.getByRole('tab', { name: 'Sent' }));
    expect(await screen.findByText('Nothing has been told to a marketplace yet.')).toBeDefined();
  });

  test('lead from a message to its job and payment, with its body as text', async () => {
    const page = openPage('/webhooks/received', {
      'messages.list': () => ({ items: [aLine()], next: null }), 'messages.get': () => aMessage(),
    });
    close = page.close;
    fireEvent.click(await screen.findByText('msg_2Kx'));
    const sheet = await screen.findByRole('dialog', { name: 'Message of Acme' });
    expect(page.history.location.search).toBe('?open=ibx_1');
    expect(page.asked('messages.get')).toEqual([{ id: 'ibx_1' }]);
    const link = (name: string) => within(sheet).getByRole('link', { name }).getAttribute('href');
    expect([link('job_1'), link('pay_1')]).toEqual(['/jobs/job_1', '/payments/pay_1']);
    expect(sheet.textContent).toContain('with a secret of Acme');
    expect(within(sheet).getByLabelText('Body').textContent)
      .toBe('{\n  "type": "job.completed"\n}');
  });

  test('leave as a file of the filter, without their bodies', async () => {
    const page = openPage('/webhooks/received?state=refused', {
      'messages.list': () => ({ next: null, items: [aLine({
        state: 'refused', code: 'invalid_request', detail: 'data.job_id: is missing', jobId: null,
        processedAt: null,
      })] }),
    });
    close = page.close;
    fireEvent.click(await screen.findByRole('button', { name: 'Export CSV' }));
    await waitFor(() => expect(page.asked('files.tableCsv')).toMatchObject([{
      name: 'webhooks-received', rows: [[
        'ibx_1', 'Refused', 'msg_2Kx', 'Acme', '', 'data.job_id: is missing',
        '1970-01-01 00:00:00 UTC', '',
      ]],
    }]));
    expect(page.asked('messages.list').at(-1)).toMatchObject({ state: 'refused', cursor: null });
  });

  test('say why one was refused, and show what it holds as text alone', async () => {
    const refused = {
      state: 'refused', code: 'invalid_request', detail: 'data.job_id: is missing', jobId: null,
    } as const;
    close = openPage('/webhooks/received?open=ibx_1', {
      'messages.list': () => ({ items: [aLine(refused)], next: null }),
      'messages.get': () => aMessage({
        ...refused, body: '<b>no\u202e</b>', announced: null, job: null,
      }),
    }).close;
    const sheet = await screen.findByRole('dialog', { name: 'Message of Acme' });
    expect(within(sheet).getByText('data.job_id: is missing')).toBeDefined();
    expect(within(sheet).getByText('<b>no</b>')).toBeDefined();
    expect(within(sheet).queryByRole('link')).toBeNull();
  });

  test('link to no job that is not the marketplace\'s own', async () => {
    close = openPage('/webhooks/received?open=ibx_1', {
      'messages.list': () => ({ items: [], next: null }),
      'messages.get': () => aMessage({ job: null, bodyEncoding: 'base64', body: '/w==' }),
    }).close;
    const sheet = await screen.findByRole('dialog', { name: 'Message of Acme' });
    expect(within(sheet).getByText('job_1')).toBeDefined();
    expect(within(sheet).queryByRole('link')).toBeNull();
    expect(within(sheet).getByText('Body, in base64: its bytes are no text')).toBeDefined();
  });

  test('are filtered by state in the address', async () => {
    const page = openPage('/webhooks/received', {
      'messages.list': () => ({ items: [], next: null }),
    });
    close = page.close;
    expect(await screen.findByText('No marketplace has told us anything yet.')).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: 'Refused' }));
    expect(await screen.findByText('No message is in this state.')).toBeDefined();
    expect(page.history.location.search).toBe('?state=refused');
    expect(page.asked('messages.list').at(-1)).toMatchObject({ state: 'refused', cursor: null });
  });

  test('follow what comes in', async () => {
    let items = [aLine()];
    const page = openPage('/webhooks/received', { 'messages.list': () => ({ items, next: null }) });
    close = page.close;
    await screen.findByText('msg_2Kx');
    items = [aLine({ id: 'ibx_2', messageId: 'msg_new' }), aLine()];
    page.double.emit('changed', { nouns: ['inbox'], paymentIds: [], at: 1 });
    expect(await screen.findByText('msg_new')).toBeDefined();
  });
});
