import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { SessionView } from '../../src-main/contract/session.ts';
import { RefusalError } from '../engine/call.ts';
import type { DoubleHandlers } from '../engine/double.ts';
import { sampleSession } from '../engine/sample-session.ts';
import { forgetSession } from '../engine/session.ts';
import { openPage } from '../routes/_console/payments/open-page.tsx';

let close = (): void => undefined;
afterEach(() => {
  close();
  forgetSession();
});

const session = (phase: SessionView['phase']): SessionView => sampleSession({
  phase, ...phase === 'first-run' || phase === 'signed-out' ? { operator: null } : {},
});

function openIn(phase: SessionView['phase'], address: string, handlers: DoubleHandlers = {}) {
  forgetSession();
  const page = openPage(address, { 'session.get': () => session(phase), ...handlers });
  close = page.close;
  return page;
}

const type = (label: RegExp, value: string): void => {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
};

describe('the way in', () => {
  test.each([
    ['first-run', 'Welcome to Paydesk'], ['signed-out', 'Sign in'], ['locked', 'Locked'],
  ] as const)('leads to the screen of the phase %s', async (phase, title) => {
    openIn(phase, '/settings/operators');
    expect(await screen.findByRole('heading', { level: 1, name: title })).toBeDefined();
    expect(screen.getByRole('region', { name: 'Sandbox' })).toBeDefined();
  });

  test('comes back to where one wanted to go', async () => {
    const page = openIn('locked', '/settings/operators', {
      'session.unlock': () => session('signed-in'),
      'operators.list': () => ({ items: [], appRequired: false }),
    });
    await screen.findByRole('heading', { name: 'Locked' });
    type(/^Password/, 'secret');
    fireEvent.click(screen.getByRole('button', { name: 'Unlock' }));
    expect(await screen.findByRole('heading', { name: 'Settings' })).toBeDefined();
    expect(page.history.location.pathname).toBe('/settings/operators');
  });

  test('never leads to another site', async () => {
    const page = openIn('signed-in', '/sign-in?to=%2F%2Fevil.example%2F', {});
    expect(await screen.findByRole('heading', { level: 1 })).toBeDefined();
    expect(page.history.location.pathname).toBe('/overview');
  });

  test('shows a refusal beside the fields and keeps what was typed', async () => {
    openIn('signed-out', '/sign-in', { 'session.signIn': () => {
      throw new RefusalError({ code: 'bad_credentials', message: 'No match.', details: {} });
    } });
    await screen.findByRole('heading', { name: 'Sign in' });
    type(/^Name/, 'ana');
    type(/^Password/, 'wrong');
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    expect((await screen.findByRole('alert')).textContent).toBe('No match.');
    expect(screen.getByLabelText<HTMLInputElement>(/^Name/).value).toBe('ana');
  });

  test('creates the first admin once both passwords agree', async () => {
    const page = openIn('first-run', '/', {
      'session.createFirst': () => session('signed-in'),
    });
    await screen.findByRole('heading', { name: 'Welcome to Paydesk' });
    type(/^Your name/, 'ana');
    type(/^Password \*?$|^Password$/, 'a long sentence');
    type(/^Password again/, 'another');
    fireEvent.click(screen.getByRole('button', { name: /Create the admin/ }));
    expect(await screen.findByText('The two differ.')).toBeDefined();
    expect(page.asked('session.createFirst')).toEqual([]);
    type(/^Password again/, 'a long sentence');
    fireEvent.click(screen.getByRole('button', { name: /Create the admin/ }));
    await screen.findByRole('navigation', { name: 'Screens' });
    expect(page.asked('session.createFirst'))
      .toEqual([{ name: 'ana', password: 'a long sentence' }]);
  });

  test('says how to open the console when this tab has no session', async () => {
    openIn('signed-out', '/', { 'session.get': () => {
      throw new RefusalError({ code: 'unauthenticated', message: 'No session.', details: {} });
    } });
    expect(await screen.findByText('This tab has no console session.')).toBeDefined();
  });
});
