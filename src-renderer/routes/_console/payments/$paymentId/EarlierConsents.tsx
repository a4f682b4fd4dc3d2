import { Table } from '@mantine/core';
import type { ConsentView } from '../../../../../src-main/contract/consents.ts';
import { Money } from '../../../../ui/Money.tsx';
import { ToneBadge } from '../../../../ui/ToneBadge.tsx';
import { When } from '../../../../ui/When.tsx';
import { engineText } from '../../../../words/engine-text.ts';
import { t } from '../../../../words/t.ts';
import { consentFace } from './consent-faces.ts';
import styles from './ConsentCard.module.css';

/** The consents before the present one, newest first, folded away. */
export function EarlierConsents({ consents }: { readonly consents: readonly ConsentView[] }) {
  const label = t('consents.earlier', { count: consents.length });
  return (
    <details>
      <summary className={styles.summary}>{label}</summary>
      <Table aria-label={label} verticalSpacing={6} fz={13}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('common.column.state')}</Table.Th>
            <Table.Th>{t('consents.asked')}</Table.Th>
            <Table.Th>{t('consents.over')}</Table.Th>
            <Table.Th ta="right">{t('consents.debit')}</Table.Th>
            <Table.Th>{t('consents.said')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {consents.map((consent) => (
            <Table.Tr key={consent.id}>
              <Table.Td><ToneBadge {...consentFace(consent)} /></Table.Td>
              <Table.Td><When at={consent.createdAt} /></Table.Td>
              <Table.Td><When at={consent.endedAt} /></Table.Td>
              <Table.Td ta="right">
                {consent.debit === null ? '–' : <Money value={consent.debit} />}
              </Table.Td>
              <Table.Td>{consent.failure === null ? '–' : engineText(consent.failure)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </details>
  );
}
