import {
  Address, NETWORK, OutScript, p2wpkh, RawTx, TEST_NETWORK, Transaction,
} from '@scure/btc-signer';
import { hash160, pubECDSA, sha256x2 } from '@scure/btc-signer/utils.js';

/** Bitcoin's regression-test network: worthless coins, addresses that begin with `bcrt1`. */
export const REGTEST = { ...TEST_NETWORK, bech32: 'bcrt' };

export type Signing = 'real' | 'hash';

/** A payment on the stand-in's chain; `hex` is the signed transaction, null where none is made. */
export type Payment = { readonly hash: string; readonly hex: string | null };

/**
 * The wallet behind the daemon. `real` signs p2wpkh transactions whose id is the hash (about 2 ms);
 * `hash` draws addresses that decode and ids that look right, for simulation by the million.
 */
export type BitcoinWallet = {
  /** A fresh address; the key is null where nothing will be signed. */
  freshAddress(): { readonly address: string; readonly keyHex: string | null };
  /**
   * Pays `amount` satoshis to an address or label. The spent coin is a coinbase to `keyHex` (to a
   * fresh key when null) of just that amount: regtest mines without fees, so it arrives whole.
   */
  pay(payment: { keyHex: string | null; amount: bigint; to: string }): Payment;
};

export function createBitcoinWallet(deps: {
  readonly signing: Signing;
  randomBytes(size: number): Uint8Array;
}): BitcoinWallet {
  const { randomBytes } = deps;
  if (deps.signing === 'hash') {
    return {
      freshAddress: () => ({ address: addressOfHash(randomBytes(20)), keyHex: null }),
      pay: () => ({ hash: hex(randomBytes(32)), hex: null }),
    };
  }
  return {
    freshAddress: () => {
      const key = randomBytes(32);
      return { address: addressOfHash(hash160(pubECDSA(key))), keyHex: hex(key) };
    },
    pay: ({ keyHex, amount, to }) => {
      const key = keyHex === null ? randomBytes(32) : Uint8Array.from(Buffer.from(keyHex, 'hex'));
      return signPayment({ key, amount, to });
    },
  };
}

/**
 * Whether the daemon pays to this text. What looks like a Bitcoin address must decode with its
 * checksum, on any of its networks; anything else of plain characters is the label of a wallet
 * that the stand-in knows, so that demos and sentinels can name a payee in words.
 */
export function isPayable(text: string): boolean {
  const looksLikeAddress = BECH32_LIKE.test(text) || BASE58_LIKE.test(text);
  return looksLikeAddress ? decodeAddress(text) !== null : LABEL.test(text);
}

const LABEL = /^[A-Za-z0-9][\w.:-]{2,127}$/;
const BECH32_LIKE = /^(bc1|tb1|bcrt1)/i;
const BASE58_LIKE = /^[123mn][1-9A-HJ-NP-Za-km-z]{25,34}$/;

/** The regtest address that belongs to a name: the same name, the same address, forever. */
export function addressOfLabel(label: string): string {
  return addressOfHash(hash160(new TextEncoder().encode(label)));
}

const regtestAddress = Address(REGTEST);
const knownNetworks = [regtestAddress, Address(TEST_NETWORK), Address(NETWORK)];

function addressOfHash(hash: Uint8Array): string {
  return regtestAddress.encode({ type: 'wpkh', hash });
}

function decodeAddress(text: string): ReturnType<typeof regtestAddress.decode> | null {
  for (const network of knownNetworks) {
    try {
      return network.decode(text);
    } catch {
      // Not an address of this network; the next one may know it.
    }
  }
  return null;
}

function scriptOf(payee: string): Uint8Array {
  return OutScript.encode(decodeAddress(payee) ?? regtestAddress.decode(addressOfLabel(payee)));
}

function signPayment(order: { key: Uint8Array; amount: bigint; to: string }): Payment {
  const { script } = p2wpkh(pubECDSA(order.key), REGTEST);
  const transaction = new Transaction();
  transaction.addInput({
    txid: coinbaseId(script, order.amount),
    index: 0,
    witnessUtxo: { script, amount: order.amount },
  });
  transaction.addOutput({ script: scriptOf(order.to), amount: order.amount });
  transaction.sign(order.key);
  transaction.finalize();
  return { hash: transaction.id, hex: transaction.hex };
}

/** The id of the coinbase that made the coin. No key is used twice, so no two coins share an id. */
function coinbaseId(script: Uint8Array, amount: bigint): string {
  const coinbase = RawTx.encode({
    version: 2,
    segwitFlag: false,
    inputs: [
      {
        txid: new Uint8Array(32),
        index: 0xffffffff,
        finalScriptSig: new Uint8Array(8),
        sequence: 0xffffffff,
      },
    ],
    outputs: [{ amount, script }],
    witnesses: [],
    lockTime: 0,
  });
  return hex(sha256x2(coinbase).toReversed());
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
