import { Alert, Button, Group, Stack } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useEffect, useRef, type FormEvent, type ReactNode } from 'react';
import type { Right } from '../../src-main/contract/domain.ts';
import { useReach } from '../engine/reach.ts';
import { SideSheet } from './SideSheet.tsx';
import { t } from '../words/t.ts';

type FormSheetProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  readonly submitLabel: string;
  readonly onSubmit: () => void;
  /** Whether closing would lose what was typed. */
  readonly dirty: boolean;
  readonly pending: boolean;
  readonly error: string | null;
  /** What one has to be allowed for saving it. */
  readonly needs: Right;
  /** Further buttons, at the left of the foot. */
  readonly extra?: ReactNode;
};

/**
 * A form beside its list. Closing with unsaved edits asks first; the refusal stands at the foot,
 * and the first field that keeps it from being saved gets the focus: it may be out of sight.
 */
export function FormSheet(props: FormSheetProps) {
  const { opened, onClose, title, children, submitLabel, onSubmit, dirty, pending, error } = props;
  const form = useRef<HTMLFormElement>(null);
  const blocked = useReach(props.needs);
  const showProblem = (): void => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  };
  useEffect(() => { if (error !== null) showProblem(); }, [error]);
  const close = (): void => {
    if (pending) return;
    if (!dirty) return onClose();
    modals.openConfirmModal({
      title: t('common.discard.title'), children: t('common.discard.text'),
      labels: { confirm: t('common.discard.confirm'), cancel: t('common.discard.keep') },
      confirmProps: { color: 'red' }, onConfirm: onClose, withCloseButton: false,
    });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (pending || blocked !== null) return;
    onSubmit();
    requestAnimationFrame(showProblem);
  };
  return (
    <SideSheet opened={opened} onClose={close} title={title} withClose={false}>
      <form ref={form} onSubmit={submit} noValidate>
        <Stack gap="md">
          {children}
          {error === null ? null : <Alert color="red" role="alert">{error}</Alert>}
          {blocked === null ? null : <p className="pd-secondary">{blocked}</p>}
          <Group justify="flex-end" gap="sm">
            <span style={{ marginRight: 'auto' }}>{props.extra}</span>
            <Button variant="default" onClick={close} disabled={pending}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={pending} disabled={blocked !== null}>
              {submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </SideSheet>
  );
}
