import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDouble, type Double } from '../engine/double.ts';
import { holdBack, pauseLive } from '../stores/live-pause.ts';
import { renderWith } from '../ui/render-with.tsx';
import { Notices } from './Notices.tsx';

let double: Double | null = null;
beforeEach(() => { double = createDouble({}); });
afterEach(() => { cleanup(); pauseLive(false); double?.remove(); });

describe('a screen that is held still', () => {
  test('says what is held back, and goes on with the button that has the focus', () => {
    renderWith(<main id="page" tabIndex={-1}><Notices /></main>);
    act(() => pauseLive(true));
    expect(screen.getByText('Paused: nothing is held back yet.')).toBeDefined();
    const goOn = screen.getByRole('button', { name: 'Go on' });
    expect(document.activeElement).toBe(goOn);
    act(() => holdBack({ at: 1, nouns: ['payments'], paymentIds: ['a', 'b'] }));
    expect(screen.getByText('Paused: 2 changes are held back.')).toBeDefined();
    fireEvent.click(goOn);
    expect(screen.queryByText(/^Paused/)).toBeNull();
    expect(document.activeElement?.id).toBe('page');
  });

  test('does not take the focus from where somebody works', () => {
    renderWith(<main id="page" tabIndex={-1}><input aria-label="field" /><Notices /></main>);
    screen.getByLabelText('field').focus();
    act(() => pauseLive(true));
    expect(document.activeElement).toBe(screen.getByLabelText('field'));
  });
});
