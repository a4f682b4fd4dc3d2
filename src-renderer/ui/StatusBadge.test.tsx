import { cleanup, screen } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { jobStates } from '../../src-main/engine/domain/job.ts';
import { operationStates } from '../../src-main/engine/domain/operation.ts';
import { paymentStatuses } from '../../src-main/engine/domain/payment.ts';
import { renderWith } from './render-with.tsx';
import {
  jobFaces, OperationBadge, operationFaces, paymentFace, paymentFaces, StatusBadge,
} from './StatusBadge.tsx';

afterEach(cleanup);

describe('the face of a state', () => {
  test.each(paymentStatuses)('is colour, icon and word together for %s', (status) => {
    const { container } = renderWith(<StatusBadge status={status} />);
    const badge = screen.getByText(paymentFaces[status].word);
    expect(badge.dataset['tone']).toBe(paymentFaces[status].tone);
    expect(container.querySelector('svg[aria-hidden]')).not.toBeNull();
  });

  test('exists for every state of the domain, and for no other', () => {
    expect(Object.keys(paymentFaces).toSorted()).toEqual([...paymentStatuses].toSorted());
    expect(Object.keys(operationFaces).toSorted()).toEqual([...operationStates].toSorted());
    expect(Object.keys(jobFaces).toSorted()).toEqual([...jobStates].toSorted());
  });

  test('is in the words of its rail: what is never held is paid, not released', () => {
    const words = (rail: 'bitcoin' | 'interledger') =>
      (['requested', 'releasing', 'released'] as const)
        .map((status) => paymentFace(status, rail).word);
    expect(words('bitcoin')).toEqual(['Requested', 'Releasing', 'Released']);
    expect(words('interledger')).toEqual(['Requested', 'Paying', 'Paid']);
  });

  test('is violet for unclear alone', () => {
    const all = [...Object.entries(paymentFaces), ...Object.entries(operationFaces),
      ...Object.entries(jobFaces)];
    expect(new Set(all.filter(([, { tone }]) => tone === 'unclear').map(([state]) => state)))
      .toEqual(new Set(['unclear']));
    renderWith(<OperationBadge state="unclear" />);
    expect(screen.getByText('Unclear').dataset['tone']).toBe('unclear');
  });

  test('is told apart by its word', () => {
    const words = Object.values(paymentFaces).map(({ word }) => word);
    expect(new Set(words).size).toBe(words.length);
  });
});
