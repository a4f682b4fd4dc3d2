import { Address, NETWORK, TEST_NETWORK } from '@scure/btc-signer';

/** The networks on which a wallet daemon may live; regtest is what the sandbox runs. */
export const bitcoinNetworks = ['mainnet', 'testnet', 'regtest'] as const;
export type BitcoinNetwork = (typeof bitcoinNetworks)[number];

const ADDRESS_LENGTH_MAX = 90;

const codecs = {
  mainnet: Address(NETWORK),
  testnet: Address(TEST_NETWORK),
  regtest: Address({ ...TEST_NETWORK, bech32: 'bcrt' }),
} as const satisfies Record<BitcoinNetwork, ReturnType<typeof Address>>;

const begins = {
  mainnet: 'bc1, 1 or 3',
  testnet: 'tb1, 2, m or n',
  regtest: 'bcrt1, 2, m or n',
} as const satisfies Record<BitcoinNetwork, string>;

/** Whether a text is an address of the network, its checksum included (BIP 173, BIP 350). */
export function isAddressOf(text: string, network: BitcoinNetwork): boolean {
  if (text.length > ADDRESS_LENGTH_MAX) return false;
  try {
    codecs[network].decode(text);
    return true;
  } catch {
    // The decoder throws plain errors for every kind of damage: wrong network, checksum, length.
    return false;
  }
}

/** What is wrong with an address, for the person who typed it; null if it can be paid. */
export function addressProblem(text: string, network: BitcoinNetwork): string | null {
  if (isAddressOf(text, network)) return null;
  const other = bitcoinNetworks.find((name) => name !== network && isAddressOf(text, name));
  if (other !== undefined) return `This is an address of Bitcoin ${other}; here it is ${network}.`;
  return `This is no valid Bitcoin ${network} address (they begin with ${begins[network]}). `
    + 'Check it character by character against its source.';
}
