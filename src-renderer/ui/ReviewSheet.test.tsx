import { cleanup, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { renderWith } from './render-with.tsx';
import { ReviewSheet } from './ReviewSheet.tsx';
import { nobodyYet, type SecondOperator } from './SecondOperatorFields.tsx';

type SheetProps = {
  readonly onConfirm?: () => void;
  readonly onClose?: () => void;
  readonly pending?: boolean;
  readonly error?: string | null;
  readonly two?: boolean;
  readonly typed?: string;
};

function Sheet(props: SheetProps) {
  const { onConfirm = () => undefined, onClose = () => undefined, pending = false } = props;
  const [reason, setReason] = useState(props.typed ?? 'work accepted');
  const [second, setSecond] = useState<SecondOperator>(nobodyYet);
  return (
    <ReviewSheet opened onClose={onClose} title="Release 0.00100000 BTC to Ana Lima"
      facts={[{ label: 'Rail', value: 'Bitcoin' }]} finality="It cannot be taken back once sent."
      reason={{ value: reason, onChange: setReason }} confirmLabel="Release 0.00100000 BTC"
      onConfirm={onConfirm} pending={pending} error={props.error ?? null}
      {...(props.two === true ? { secondOperator: { value: second, onChange: setSecond } } : {})} />
  );
}

const confirm = () => screen.getByRole<HTMLButtonElement>('button', { name: /^Release/ });

afterEach(cleanup);

describe('a review sheet', () => {
  test('starts on Cancel, so that Enter alone confirms nothing', async () => {
    const onConfirm = vi.fn();
    renderWith(<Sheet onConfirm={onConfirm} />);
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Cancel'));
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Enter' });
    for (const field of screen.getAllByRole('textbox')) {
      fireEvent.keyDown(field, { key: 'Enter' });
      fireEvent.submit(field);
    }
    expect(onConfirm).not.toHaveBeenCalled();
    expect(document.querySelector('form')).toBeNull();
  });

  test('does not take a held key for a decision', () => {
    renderWith(<Sheet />);
    expect(fireEvent.keyDown(confirm(), { key: 'Enter', repeat: true })).toBe(false);
    expect(fireEvent.keyDown(confirm(), { key: 'Enter' })).toBe(true);
  });

  test('confirms by its own button', () => {
    const onConfirm = vi.fn();
    renderWith(<Sheet onConfirm={onConfirm} />);
    fireEvent.click(confirm());
    expect(onConfirm).toHaveBeenCalledOnce();
    expect(screen.getByRole('rowheader', { name: 'Rail' })).toBeDefined();
    expect(screen.getByText('It cannot be taken back once sent.')).toBeDefined();
  });

  test('waits for a reason and says so', () => {
    renderWith(<Sheet typed="  " />);
    expect(confirm().disabled).toBe(true);
    expect(screen.getByText('A reason is needed.')).toBeDefined();
    fireEvent.change(screen.getByRole('textbox'), { target: { value: 'accepted' } });
    expect(confirm().disabled).toBe(false);
  });

  test('waits for the second operator where one is asked for', () => {
    renderWith(<Sheet two />);
    expect(confirm().disabled).toBe(true);
    fireEvent.change(screen.getByLabelText(/^Name/), { target: { value: 'ben' } });
    fireEvent.change(screen.getByLabelText(/^Password/), { target: { value: 'secret' } });
    expect(confirm().disabled).toBe(false);
  });

  test('cannot be confirmed twice or closed while it is carried out', () => {
    const [onConfirm, onClose] = [vi.fn(), vi.fn()];
    renderWith(<Sheet pending onConfirm={onConfirm} onClose={onClose} />);
    fireEvent.click(confirm());
    fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(onConfirm).not.toHaveBeenCalled();
    expect(onClose).not.toHaveBeenCalled();
  });

  test('shows the refusal in its place', () => {
    renderWith(<Sheet error="The amount is above what is still held." />);
    expect(screen.getByRole('alert').textContent).toContain('above what is still held');
  });
});
