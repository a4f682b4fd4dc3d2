import { answer, readPath, refuse } from '../http/answers.ts';
import { openBody } from '../http/body.ts';
import { readEvent } from '../journal.ts';
import type { OperationName, ProviderModel, ProviderRequest, Route } from '../provider.ts';
import { createCommit } from '../world.ts';
import type { World } from '../world.ts';
import type { BitcoinWallet } from './bitcoin.ts';
import {
  completeRefund, completeRelease, createEscrow, escrowStatus, expireEscrow, releaseEscrow,
  sendRefund,
} from './wallet-actions.ts';
import type { WalletCore } from './wallet-actions.ts';
import { WALLET_EVENT_TYPES } from './wallet-events.ts';
import type { WalletEvent } from './wallet-events.ts';
import { createWalletState } from './wallet-state.ts';

export type WalletDaemonConfig = {
  /** Whether an escrow that ran out is paid back to its payer; else it only says `expired`. */
  readonly returnsOnExpiry: boolean;
};

export type WalletDaemon = ProviderModel & {
  /** The signed transaction in hex; null for an unknown hash, or where none is signed. */
  transactionHex(hash: string): string | null;
};

/**
 * The Bitcoin wallet daemon as it is: no key makes a call idempotent, every hold gets a fresh
 * address, and a refund is a plain payment from the hot wallet that no escrow limits, so that
 * asking twice pays twice.
 */
export function createWalletDaemon(deps: {
  readonly world: World;
  readonly wallet: BitcoinWallet;
  readonly config: WalletDaemonConfig;
}): WalletDaemon {
  const { world, wallet } = deps;
  const state = createWalletState(world);
  const commit = createCommit(world, 'walletDaemon', state);
  const core: WalletCore = { world, wallet, state, commit };
  const returns = deps.config.returnsOnExpiry;
  return {
    route: (request) => routeRequest(request, core),
    settleDue: () => {
      state.due.carryOut(world.nowMs(), (item, atMs) => {
        if ('expiry' in item) expireEscrow(core, item.expiry, { returns, atMs });
        else if ('release' in item) completeRelease(core, item.release, atMs);
        else {
          const refund = state.pendingRefunds.get(item.refund);
          if (refund !== undefined) completeRefund(core, refund, atMs);
        }
      });
    },
    completeStuck: () => {
      const nowMs = world.nowMs();
      for (const address of [...state.pendingReleases]) completeRelease(core, address, nowMs);
      for (const refund of [...state.pendingRefunds.values()]) completeRefund(core, refund, nowMs);
    },
    replay: (event) => state.apply(readEvent<WalletEvent>(event, WALLET_EVENT_TYPES)),
    transactionHex: (hash) => state.transactions.get(hash) ?? null,
  };
}

function routeRequest(request: ProviderRequest, core: WalletCore): Route {
  const { method, bodyText } = request;
  const plain = readPath(request.path);
  const [api, version, noun, verb, ...rest] = plain?.segments ?? [];
  const route = (
    operation: OperationName,
    run: Route['run'],
    sentinelText: Route['sentinelText'] = () => '',
  ): Route => ({ operation, run, sentinelText });
  const only = (allowed: string, matched: () => Route): Route =>
    method === allowed ? matched() : route('unknown', () => refuse(405, 'Method Not Allowed'));

  if (api === 'health' && version === undefined) {
    return only('GET', () => route('health', () => answer(200, { status: 'ok' })));
  }
  if (api === 'api' && version === 'v1' && rest.length === 0) {
    if (noun === 'escrow' && verb === 'create') {
      return only('POST', () => route('hold', () => createEscrow(core, openBody(bodyText))));
    }
    if (noun === 'escrow' && verb === 'release') {
      return only('POST', () =>
        route('release', (quirks) => releaseEscrow(core, openBody(bodyText), quirks)),
      );
    }
    if (noun === 'escrow' && verb !== undefined) {
      return only('GET', () => route('inquire', (quirks) => escrowStatus(core, verb, quirks)));
    }
    if (noun === 'refund' && verb === undefined) {
      return only('POST', () =>
        route(
          'refund',
          (quirks) => sendRefund(core, openBody(bodyText), quirks),
          () => bodyText,
        ),
      );
    }
  }
  return route('unknown', () => refuse(404, 'Not Found'));
}
