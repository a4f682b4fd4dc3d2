/**
 * Every clean "no" of this rail, with the sentence that an operator reads. The first group are
 * ours: reasons for which nothing was sent.
 */
export const refusals = {
  rail_unsupported: 'This rail only pays out; nothing was sent.',
  account_missing: 'The payee has no address; nothing was sent.',
  account_invalid: 'The payee\'s address cannot be paid to; nothing was sent.',
  payee_is_treasury: 'The wallet would pay itself; nothing was sent.',
  payer_not_ours: 'The wallet that should pay back is none that Circle keeps for us; nothing was '
    + 'sent.',
  asset_unsupported: 'The connection does not say how to pay in this asset. Add its contract in '
    + 'the settings.',
  entity_secret_malformed: 'The entity secret is not 64 hexadecimal digits; nothing was sent.',
  chain_not_bound: 'The connection is bound to no chain. Test the connection, and enter the '
    + 'genesis hash that it shows.',
  chain_differs: 'The node belongs to another chain than the connection; nothing was sent.',
  insufficient_treasury: 'The wallet that pays holds too little for this and its fee.',
  // What became of a transaction that Circle ended.
  payout_failed: 'Circle gave the transfer up.',
  denied: 'Circle\'s screening denied the transfer.',
  cancelled: 'The transfer was cancelled.',
  estimation_failed: 'The chain would not carry the transfer out.',
  failed_on_chain: 'The chain refused the transfer.',
  not_initiated: 'Circle never began the transfer.',
  provider_failed: 'Circle failed inside.',
  // Circle's numbers.
  destination_refused: 'Circle does not accept the payee\'s address.',
  amount_refused: 'Circle does not accept the amount.',
  token_refused: 'Circle does not know the token, or not on this chain.',
  blockchain_refused: 'Circle does not serve this chain, or the wallet is on another one.',
  fee_refused: 'Circle does not accept the fee.',
  policy_refused: 'A policy in the Circle console forbids it.',
  wallet_unknown: 'Circle does not know the wallet, or the API key may not use it.',
  wallet_refused: 'The wallet cannot do this now: it is frozen, not deployed, or of another kind.',
  wallet_set_unknown: 'Circle does not know the wallet set.',
  transaction_unknown: 'Circle does not know the transaction.',
  not_eligible: 'The transfer is too far along, or not far enough, for this.',
  too_many_pending: 'Too many transfers of this wallet wait for the chain.',
  ciphertext_reused: 'Circle had seen the encrypted entity secret before.',
  entity_secret_refused: 'Circle does not accept the entity secret. Check it, or whether it was '
    + 'rotated.',
  key_reused: 'Circle knows this idempotency key with another request.',
  key_environment: 'A test API key serves testnets only, a live one mainnets only.',
  entity_unknown: 'Circle does not know the account behind the API key.',
  parameter_refused: 'Circle does not accept the request.',
  page_unknown: 'Circle does not know the page that was asked for.',
  other_product: 'Circle answered with an error of another product.',
  provider_auth: 'Circle refused access. Check the API key.',
  provider_route: 'Nothing at the base URL serves this.',
  provider_refused: 'Circle refused the request.',
} as const;
export type RefusalCode = keyof typeof refusals;

/** Circle's error numbers, those of the SDK's classes, by what they mean for us. */
const NUMBERS: Partial<Readonly<Record<RefusalCode, readonly number[]>>> = {
  insufficient_treasury: [
    155201, 155204, 155205, 155207, 155257, 155258, 155262, 177003, 177004, 177006, 177025,
  ],
  destination_refused: [155219, 175410],
  amount_refused: [155221, 155224, 155242, 155245, 156032, 177017, 110700],
  token_refused: [155220, 155228, 155239, 155240, 155241, 156002, 156011, 156031],
  blockchain_refused: [
    155225, 155510, 155511, 156017, 156027, 155807, 155808, 175402, 175407, 177024,
  ],
  fee_refused: [
    155211, 155231, 155232, 155233, 155234, 155235, 155236, 155237, 155238, 155254, 177010, 177011,
    177012, 177013, 177014,
  ],
  estimation_failed: [
    155202, 155203, 155206, 155208, 155209, 155210, 177001, 177002, 177005, 177007, 177008, 177009,
  ],
  policy_refused: [155509, 175406, 175409, 177018, 177019, 177020, 177021, 177022, 177023, 177305],
  wallet_unknown: [155226, 155802, 155803, 156001, 177601],
  wallet_refused: [
    155501, 155505, 155506, 155507, 155508, 155512, 155514, 155515, 155516, 155517, 177301, 177302,
    177303, 177304,
  ],
  wallet_set_unknown: [155502, 155601, 156005, 156021],
  transaction_unknown: [156003],
  not_eligible: [155215, 155229],
  too_many_pending: [155264, 177026],
  ciphertext_reused: [156004, 177602],
  entity_secret_refused: [156013, 156016, 156019, 177604, 177605, 177606],
  key_reused: [156020, 175403, 177607],
  key_environment: [156006, 156007, 175404, 175405],
  entity_unknown: [156008, 156010, 177603],
  parameter_refused: [
    2, 155218, 155222, 155223, 155227, 155230, 155243, 155244, 155247, 155503, 155504, 156009,
    156023, 156024, 156025, 156026, 156030, 175401, 177015, 177016, 110703,
  ],
  page_unknown: [156012, 156014, 175408],
  provider_auth: [3, 401, 403],
};
const byNumber = new Map(Object.entries(NUMBERS).flatMap(([code, numbers]) =>
  numbers.map((number): readonly [number, RefusalCode] => [number, codeOf(code)])));

/** User wallets, entity set-up, signing, contracts, trading: nothing that this rail asks for. */
const OTHER_PRODUCTS: readonly (readonly [number, number])[] = [
  [110_700, 110_799], [155_100, 155_199], [155_700, 155_899], [156_015, 156_018],
  [175_000, 175_399], [177_900, 177_999],
];

/** Where Circle gave no number of its own, the status says what can be said. */
const STATUSES: Readonly<Record<number, RefusalCode>> = {
  401: 'provider_auth', 403: 'provider_auth', 405: 'provider_route', 407: 'provider_auth',
};

/** The name of a refusal; an unknown number is a plain refusal. */
export function codeNamed(
  number: number | null, { status, isBare }: { readonly status: number; readonly isBare: boolean },
): RefusalCode {
  if (number !== null) {
    const known = byNumber.get(number);
    if (known !== undefined) return known;
    if (OTHER_PRODUCTS.some(([from, to]) => number >= from && number <= to)) return 'other_product';
  }
  if (status === 404 && isBare) return 'provider_route';
  return STATUSES[status] ?? 'provider_refused';
}

function codeOf(name: string): RefusalCode {
  if (isCode(name)) return name;
  throw new Error(`${name} is no refusal.`);
}

function isCode(name: string): name is RefusalCode {
  return Object.hasOwn(refusals, name);
}
