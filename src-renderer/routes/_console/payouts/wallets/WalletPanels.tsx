import { Alert, Table } from '@mantine/core';
import { TriangleAlert, UserRoundPlus } from 'lucide-react';
import type { WalletFile } from '../../../../../src-main/contract/payouts.ts';
import { formatCount } from '../../../../format/money.ts';
import { plainText } from '../../../../format/text.ts';
import { AddressText } from '../../../../ui/AddressText.tsx';
import { CopyText } from '../../../../ui/CopyText.tsx';
import { FactList } from '../../../../ui/FactList.tsx';
import { Money } from '../../../../ui/Money.tsx';
import { When } from '../../../../ui/When.tsx';
import { Rich } from '../../../../words/Rich.tsx';
import { t } from '../../../../words/t.ts';
import { Panel } from '../../overview/Panel.tsx';
import { TextLink } from '../../payments/TextLink.tsx';
import { WalletState } from './wallet-columns.tsx';
import classes from '../payouts.module.css';

/** What has to be seen before this payee is paid: nobody was paid here yet, or it looks alike. */
export function WalletWarnings({ file }: { readonly file: WalletFile }) {
  return (
    <>
      {file.isNew && (
        <Alert color="yellow" title={t('wallets.file.newTitle')}
          icon={<UserRoundPlus size={16} aria-hidden />}>{t('wallets.file.newText')}</Alert>
      )}
      {file.alike.length > 0 && (
        <Alert color="yellow" role="alert" title={t('wallets.file.alikeTitle')}
          icon={<TriangleAlert size={16} aria-hidden />}>
          {file.alike.map(({ account, name, reference }) => (
            <div key={`${reference} ${account}`}>
              <Rich text={t('wallets.file.alike')} parts={{
                other: () => <AddressText address={account} grouped />,
                name: () => plainText(name),
              }} />
            </div>
          ))}
        </Alert>
      )}
    </>
  );
}

/** Account, score and figures in short. */
export function WalletFacts({ file: { wallet, stats } }: { readonly file: WalletFile }) {
  return (
    <div className={classes.pair}>
      <FactList facts={[
        { label: t('wallets.file.account'),
          value: <AddressText address={wallet.account} grouped /> },
        { label: t('wallets.file.origin'), value: t(`wallets.origin.${wallet.origin}`) },
        { label: t('wallets.columns.state'), value: <WalletState enabled={wallet.enabled} /> },
        { label: t('wallets.file.score'), value: formatCount(wallet.score) },
        { label: t('wallets.columns.addedBy'), value: (
          <>{plainText(wallet.createdBy)}{' · '}<When at={wallet.createdAt} /></>
        ) },
        { label: t('wallets.columns.since'), value: <When at={wallet.accountSince} /> },
      ]} />
      <FactList facts={[
        { label: t('wallets.file.payments'), value: formatCount(stats.paid) },
        { label: t('wallets.file.failed'), value: formatCount(stats.failed) },
        { label: t('wallets.file.recent'), value: formatCount(stats.recent) },
        { label: t('wallets.file.volume'), value: stats.volume.length === 0
          ? t('wallets.file.volumeNone')
          : stats.volume.map((sum) => <div key={sum.asset}><Money value={sum} /></div>) },
        { label: t('wallets.file.lastPaid'),
          value: <When at={stats.lastPaidAt} none={t('wallets.file.never')} /> },
      ]} />
    </div>
  );
}

/** Who set the account, and when, as the audit log tells it. */
export function AccountHistory({ file: { changes } }: { readonly file: WalletFile }) {
  return (
    <Panel title={t('wallets.file.changes')}
      calm={changes.length === 0 ? t('wallets.file.changesNone') : null}>
      <div className={classes.wide}>
        <Table aria-label={t('wallets.file.changes')} fz={13}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('wallets.file.change.when')}</Table.Th>
              <Table.Th>{t('wallets.file.change.who')}</Table.Th>
              <Table.Th>{t('wallets.file.change.what')}</Table.Th>
              <Table.Th>{t('wallets.file.change.account')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {changes.map((change) => (
              <Table.Tr key={change.seq}>
                <Table.Td><When at={change.at} /></Table.Td>
                <Table.Td>{plainText(change.actor)}</Table.Td>
                <Table.Td>{t(`wallets.file.change.${whatOf(change)}`)}</Table.Td>
                <Table.Td>
                  {change.account === null ? '–'
                    : <AddressText address={change.account} grouped />}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Panel>
  );
}

function whatOf(
  { act, previousAccount }: WalletFile['changes'][number],
): 'created' | 'changed' | 'kept' {
  if (act === 'wallet.create') return 'created';
  return previousAccount === null ? 'kept' : 'changed';
}

/** Every move of the score with the task that caused it. */
export function ScoreMoves({ file: { moves } }: { readonly file: WalletFile }) {
  return (
    <Panel title={t('wallets.file.moves')}
      calm={moves.length === 0 ? t('wallets.file.movesNone') : null}>
      <div className={classes.wide}>
        <Table aria-label={t('wallets.file.moves')} fz={13}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('wallets.file.move.when')}</Table.Th>
              <Table.Th>{t('wallets.file.move.task')}</Table.Th>
              <Table.Th ta="right">{t('wallets.file.move.delta')}</Table.Th>
              <Table.Th ta="right">{t('wallets.file.move.after')}</Table.Th>
              <Table.Th>{t('wallets.file.move.payment')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {moves.map(({ paymentId, taskId, delta, after, at }) => (
              <Table.Tr key={paymentId}>
                <Table.Td><When at={at} /></Table.Td>
                <Table.Td><CopyText text={taskId} label={t('wallets.file.move.task')} /></Table.Td>
                <Table.Td ta="right">{t('wallets.file.delta', { delta })}</Table.Td>
                <Table.Td ta="right">{formatCount(after)}</Table.Td>
                <Table.Td>
                  <TextLink to="/payments/$paymentId" params={{ paymentId }} className="pd-mono">
                    {paymentId}
                  </TextLink>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Panel>
  );
}
