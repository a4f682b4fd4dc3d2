import { Alert, Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import type { KeyboardEvent, ReactNode } from 'react';
import type { Right } from '../../src-main/contract/domain.ts';
import { useReach } from '../engine/reach.ts';
import { t } from '../words/t.ts';
import {
  isSecondNamed, SecondOperatorFields, type SecondOperator,
} from './SecondOperatorFields.tsx';
import { useFocusReturn } from './use-focus-return.ts';
import classes from './ReviewSheet.module.css';

export type Fact = { readonly label: string; readonly value: ReactNode };

type ReviewSheetProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Verb, amount, payee: "Release 0.00100000 BTC to Ana Lima". */
  readonly title: ReactNode;
  readonly facts: readonly Fact[];
  /** What cannot be undone, in words. */
  readonly finality: string;
  readonly danger?: boolean;
  /** Shows the reason field; `required` (default) keeps confirming off while it is empty. */
  readonly reason?: {
    readonly value: string; readonly onChange: (value: string) => void; readonly required?: boolean;
    /** Where it is kept; default: with the payment and in the audit log. */
    readonly hint?: string;
  };
  /** Shows name and password of the second operator, who confirms at this window (R8, R9). */
  readonly secondOperator?: {
    readonly value: SecondOperator; readonly onChange: (value: SecondOperator) => void;
  };
  /** Further fields, between the facts and the reason. */
  readonly children?: ReactNode;
  /** What one has to be allowed for it; default: to move money. */
  readonly needs?: Right;
  readonly confirmLabel: string;
  readonly onConfirm: () => void;
  /** Why it may not be confirmed yet; null when it may. */
  readonly blocked?: string | null;
  readonly error: string | null;
  readonly pending: boolean;
};

/**
 * What every verb that moves money is reviewed on: a table of facts, the finality in words, and a
 * safe default. The focus starts on *Cancel* and no field confirms on Enter, so a key pressed once
 * too often never moves money.
 */
export function ReviewSheet(props: ReviewSheetProps) {
  const { opened, onClose, title, facts, finality, danger = false, reason, secondOperator,
    children, confirmLabel, onConfirm, error, pending } = props;
  const unreached = useReach(props.needs ?? 'move');
  useFocusReturn(opened);
  const blocked = unreached ?? props.blocked ?? missing(props);
  return (
    <Modal opened={opened} onClose={pending ? () => undefined : onClose} title={title} size={640}
      closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Stack gap="md">
        <table className={classes.facts}>
          <tbody>
            {facts.map(({ label, value }) => (
              <tr key={label}><th scope="row">{label}</th><td>{value}</td></tr>
            ))}
          </tbody>
        </table>
        {children}
        {reason === undefined ? null : (
          <Textarea label={t('verbs.sheet.reason')} value={reason.value}
            description={reason.hint ?? t('verbs.sheet.reasonHint')} maxLength={500} rows={2}
            required={reason.required ?? true}
            onChange={(event) => reason.onChange(event.currentTarget.value)} />
        )}
        {secondOperator === undefined ? null : <SecondOperatorFields {...secondOperator} />}
        <p className={classes.finality} data-danger={danger}>{finality}</p>
        {error === null ? null : <Alert color="red" role="alert">{error}</Alert>}
        <Group justify="flex-end" gap="sm">
          {blocked === null ? null : <span className={classes.blocked}>{blocked}</span>}
          <Button variant="default" onClick={onClose} disabled={pending} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button onClick={onConfirm} onKeyDown={ignoreHeldEnter} loading={pending}
            disabled={blocked !== null} {...(danger ? { color: 'red' } : {})}>
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function missing({ reason, secondOperator }: ReviewSheetProps): string | null {
  if (reason !== undefined && (reason.required ?? true) && reason.value.trim() === '') {
    return t('verbs.sheet.reasonNeeded');
  }
  if (secondOperator === undefined) return null;
  return isSecondNamed(secondOperator.value) ? null : t('verbs.sheet.secondNeeded');
}

/** A key held down repeats: it must not press a button that it only just arrived at. */
function ignoreHeldEnter(event: KeyboardEvent): void {
  if (event.repeat) event.preventDefault();
}
