import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { RefusalError } from '../../../engine/call.ts';
import { never, openPage } from '../payments/open-page.tsx';
import { aJob, aPaymentPage } from '../payments/payment-samples.ts';

let opened: ReturnType<typeof openPage> | undefined;
afterEach(() => { opened?.close(); });
const open = (...input: Parameters<typeof openPage>) => {
  opened = openPage(...input);
  return opened;
};
const broken = (): never => {
  throw new RefusalError({ code: 'internal', message: 'It broke.', details: {} });
};

describe('the jobs list', () => {
  test('opens a job by its row and keeps its filter in the address', async () => {
    const { asked, history } = open('/jobs', {
      'jobs.list': () => ({ items: [aJob()], next: null }),
    });
    await screen.findByText('Acme AI marketplace');
    fireEvent.click(screen.getByRole('button', { name: 'Running' }));
    await waitFor(() => expect(history.location.search).toBe('?state=running'));
    await waitFor(() => expect(asked('jobs.list').at(-1)).toMatchObject({ state: 'running' }));
    fireEvent.click(await screen.findByText('Acme AI marketplace'));
    await waitFor(() => expect(history.location.pathname).toBe(`/jobs/${aJob().id}`));
  });

  test('says what fills it when it is empty', async () => {
    open('/jobs', { 'jobs.list': () => ({ items: [], next: null }) });
    expect(await screen.findByText('No jobs yet')).toBeDefined();
  });

  test.each(['/jobs', '/jobs/job_1'])('%s shows the refusal with Try again', async (address) => {
    open(address, { 'jobs.list': broken, 'jobs.get': broken });
    expect(await screen.findByText('It broke.')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined();
  });

  test.each(['/jobs', '/jobs/job_1'])('%s shows that it is read while slow', async (address) => {
    open(address, { 'jobs.list': () => never(), 'jobs.get': () => never() });
    expect(await screen.findByRole('status', { name: 'Loading' })).toBeDefined();
  });
});

describe('the job page', () => {
  test('shows the payload as text, both clocks and its payments', async () => {
    const payload = '{"note":"<img src=x onerror=alert(1)>"}';
    open('/jobs/job_1', {
      'jobs.get': () => ({
        job: aJob({ payload }), payments: [{ id: 'pay_7', status: 'escrowed', createdAt: 0 }],
      }),
      'payments.get': () => aPaymentPage(),
    });
    const block = await screen.findByRole('region', { name: 'Payload' });
    expect(block.textContent).toContain('<img src=x onerror=alert(1)>');
    expect(block.querySelector('img')).toBeNull();
    const clocks = screen.getByRole('group', { name: 'Clocks' }).textContent;
    expect(clocks).toMatch(/^job(ends|ended)/);
    expect(clocks).toContain('escrow');
    expect(screen.getByRole('link', { name: 'pay_7' }).getAttribute('href'))
      .toBe('/payments/pay_7');
  });

  test('says so while the job has no payment', async () => {
    open('/jobs/job_1', {
      'jobs.get': () => ({ job: aJob({ paymentId: null }), payments: [] }),
    });
    expect(await screen.findByText(/No payment yet/)).toBeDefined();
  });
});
