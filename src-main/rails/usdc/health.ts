import { formatAmountShort, USDC } from '../../engine/domain/money.ts';
import { unavailable } from '../provider-answer.ts';
import { providerText } from '../provider-text.ts';
import type { RailBalance, RailCall, RailHealth } from '../rail.ts';
import { checksummed, sameAddress } from './addresses.ts';
import { forgetIdentity, identityOf, type Identity } from './chain.ts';
import { createClient } from './client.ts';
import type { UsdcSettings } from './config.ts';
import { sessionOf } from './transport.ts';
import { balanceOf, holdingsOf, treasuryOf } from './treasury.ts';

/** What the treasury holds, in USDC and besides; '' and its own address both mean the treasury. */
export async function treasuryBalance(call: RailCall, account: string): Promise<RailBalance> {
  const session = sessionOf(call);
  const client = createClient(session);
  if (account !== '' && account.toLowerCase() !== session.settings.walletId) {
    const treasury = await treasuryOf(session, client);
    if (treasury.kind !== 'read') return unavailable(treasury.message);
    if (!sameAddress(treasury.value.address, account)) return { kind: 'cannot-tell' };
  }
  const answer = await holdingsOf(session, client);
  if (answer.kind !== 'read') return unavailable(answer.message);
  const [amount, ...others] = answer.value;
  return { kind: 'balance', amount, others };
}

/** Tests Circle, the treasury and the node, and says which chain answers and what is there. */
export async function usdcHealth(call: RailCall): Promise<RailHealth> {
  const session = sessionOf(call);
  const client = createClient(session);
  forgetIdentity(session.settings);
  const wallet = await client.readWallet();
  if (wallet.kind !== 'read') return bad(`The treasury cannot be read. ${wallet.message}`);
  const { blockchain, state, address } = wallet.value;
  if (blockchain !== session.settings.blockchain) {
    return bad(`The treasury is on ${blockchain}, and the settings say `
      + `${session.settings.blockchain}.`);
  }
  if (state === 'FROZEN') return bad('The treasury is frozen at Circle.');
  const balance = await balanceOf(session, client, {
    asset: USDC, walletId: session.settings.walletId,
  });
  if (balance.kind !== 'read') return bad(`Its balance cannot be read. ${balance.message}`);
  const treasury = `Circle answers: treasury ${checksummed(address)} on ${blockchain} with `
    + `${formatAmountShort(balance.value)} USDC`;
  return chainHealth(await identityOf(call, session.settings), session.settings, treasury);
}

function chainHealth(identity: Identity, settings: UsdcSettings, treasury: string): RailHealth {
  if (identity.kind === 'unavailable') return bad(identity.message);
  const { chainId, genesis } = identity;
  if (chainId !== settings.chainId) {
    return bad(`The node is of the chain ${chainId}, and the settings say ${settings.chainId}.`);
  }
  switch (identity.kind) {
    case 'bound':
      return { ok: true, message: `${treasury}; chain ${chainId}, genesis ${genesis}.` };
    case 'unbound':
      return bad(`${treasury}. The chain is not bound yet, so nothing is paid: compare its genesis `
        + `hash ${genesis} with one from elsewhere and enter it.`);
    case 'other':
      return bad(`The node's chain ${chainId} has the genesis hash ${genesis}, another one than `
        + 'the settings. It is another chain with the same id.');
  }
}

function bad(message: string): RailHealth {
  return { ok: false, message: providerText(message, 500) };
}
