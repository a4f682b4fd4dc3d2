import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../words/t.ts';
import { useFocusReturn } from './use-focus-return.ts';

type SideSheetProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  readonly size?: number;
  /** False where the content has its own way out; the focus then starts in the content. */
  readonly withClose?: boolean;
  readonly children: ReactNode;
};

/** A sheet from the right: details or a form beside the list that it belongs to. Esc closes it. */
export function SideSheet(props: SideSheetProps) {
  const { opened, onClose, title, size = 520, withClose = true, children } = props;
  useFocusReturn(opened);
  return (
    <Drawer opened={opened} onClose={onClose} title={title} position="right" size={size}
      withCloseButton={withClose} closeButtonProps={{ 'aria-label': t('common.close') }}>
      {children}
    </Drawer>
  );
}
