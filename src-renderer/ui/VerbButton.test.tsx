import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { renderWith } from './render-with.tsx';
import { VerbButton } from './VerbButton.tsx';

const allowed = { allowed: true, reason: null };
const forbidden = { allowed: false, reason: 'Nothing is held any more.' };

afterEach(cleanup);

describe('a verb', () => {
  test('that may not be used stays in reach and says why', () => {
    const onClick = vi.fn();
    renderWith(<VerbButton verb={forbidden} label="Refund" hotkey="f" onClick={onClick} />);
    const button = screen.getByRole('button', { name: 'Refund' });
    fireEvent.click(button);
    fireEvent.keyDown(document.documentElement, { key: 'f', code: 'KeyF' });
    expect(onClick).not.toHaveBeenCalled();
    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(button.hasAttribute('disabled')).toBe(false);
    const described = document.getElementById(button.getAttribute('aria-describedby') ?? '');
    expect(described?.textContent).toBe('Nothing is held any more.');
  });

  test('runs by click and by its letter, which the button shows', () => {
    const onClick = vi.fn();
    renderWith(<VerbButton verb={allowed} label="Release" hotkey="r" onClick={onClick} />);
    const button = screen.getByRole('button', { name: 'Release' });
    fireEvent.click(button);
    fireEvent.keyDown(document.documentElement, { key: 'r', code: 'KeyR' });
    expect(onClick).toHaveBeenCalledTimes(2);
    expect(button.getAttribute('aria-keyshortcuts')).toBe('R');
    expect(button.textContent).toContain('R');
  });

  test('does not run while someone types, holds the key, or a dialog is open', () => {
    const onClick = vi.fn();
    renderWith(<>
      <VerbButton verb={allowed} label="Release" hotkey="r" onClick={onClick} />
      <input aria-label="Search" />
    </>);
    fireEvent.keyDown(screen.getByLabelText('Search'), { key: 'r', code: 'KeyR' });
    fireEvent.keyDown(document.documentElement, { key: 'r', code: 'KeyR', repeat: true });
    const dialog = document.createElement('div');
    dialog.setAttribute('role', 'dialog');
    dialog.setAttribute('aria-modal', 'true');
    document.body.append(dialog);
    fireEvent.keyDown(document.documentElement, { key: 'r', code: 'KeyR' });
    dialog.remove();
    expect(onClick).not.toHaveBeenCalled();
  });
});
