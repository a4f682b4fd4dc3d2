import { header } from '../http/answers.ts';
import type { ProviderRequest, ProviderResponse, Quirks } from '../provider.ts';
import { randomHex, type World } from '../world.ts';
import { resourceError } from './answers.ts';
import { originOf, signatureFault } from './signature.ts';
import type {
  AccessType, Amount, Grant, OpenPaymentsEvent, OpenPaymentsState, Token, Wallet,
} from './state.ts';
import type { Asset } from '../../engine/domain/money.ts';

export type Core = {
  readonly world: World;
  readonly state: OpenPaymentsState;
  commit(event: OpenPaymentsEvent): void;
};

/** What a handler needs: the core, the request, and how oddly it is to behave. */
export type Call = Core & {
  readonly request: ProviderRequest;
  readonly origin: string;
  readonly quirks: Quirks;
};

/** The banks and their tenants, which stand in the addresses of their servers. */
const banks = [
  { bank: 'cloud-nine', tenant: '438fa74a-fa7d-4317-9ced-dde32ece1787' },
  { bank: 'happy-life', tenant: 'cf5fd7d3-1eb1-4041-8e43-ba45747e9e5d' },
] as const;
export type Bank = (typeof banks)[number]['bank'];

export function walletUrl(origin: string, name: string): string {
  return `${origin}/${name}`;
}

/** Where grants are asked for: with the bank's tenant, as the wallet address names it. */
export function authServer(origin: string, bank: string): string {
  return `${origin}/auth/${tenantOf(bank)}`;
}

export function resourceServer(origin: string, bank: string): string {
  return `${origin}/op/${tenantOf(bank)}`;
}

function tenantOf(bank: string): string {
  return banks.find((one) => one.bank === bank)?.tenant ?? '';
}

export function bankOfTenant(tenant: string): Bank | null {
  return banks.find((one) => one.tenant === tenant)?.bank ?? null;
}

/** A wallet by its address; the string has to be exactly that address. */
export function walletAt({ state }: Core, origin: string, url: unknown): Wallet | null {
  if (typeof url !== 'string' || !url.startsWith(`${origin}/`)) return null;
  return state.wallets.get(url.slice(origin.length + 1)) ?? null;
}

export function amountOf(value: string, { code, scale }: Asset): Amount {
  return { value, assetCode: code, assetScale: scale };
}

export function isOf({ assetCode, assetScale }: Amount, { code, scale }: Asset): boolean {
  return assetCode === code && assetScale === scale;
}

/** An id as a UUID, drawn from the world so that a seed tells the same story twice. */
export function uuid(world: World): string {
  const hex = randomHex(world, 16);
  return [
    hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

export type Allowed = { readonly grant: Grant; readonly token: Token; readonly client: Wallet };

/**
 * Who asks a resource server, and with which grant: a live token of the right type, and a signature
 * of the client that it was issued to. Everything dead is `Inactive Token`.
 */
export function allowed(
  { state, world, request }: Call, type: AccessType, action: string,
): Allowed | ProviderResponse {
  const given = /^GNAP (?<value>\S+)$/.exec(header(request, 'authorization') ?? '')?.groups;
  const token = state.tokens.get(given?.['value'] ?? '');
  if (token === undefined || token.isDead || token.expiresAtMs <= world.nowMs()) {
    return resourceError(403, 'Inactive Token');
  }
  const grant = state.grants.get(token.grantId);
  const client = state.wallets.get(grant?.client ?? '');
  if (grant === undefined || client === undefined) return resourceError(403, 'Inactive Token');
  const fault = signatureFault(request, client);
  if (fault !== null) return resourceError(401, `Signature validation error: ${fault}`);
  const { access } = grant;
  const may = access.type === type
    && (access.actions.includes(action) || access.actions.includes(`${action}-all`));
  return may ? { grant, token, client } : resourceError(403, 'Insufficient Grant');
}

export function isRefusal(found: Allowed | ProviderResponse): found is ProviderResponse {
  return 'status' in found;
}

export function callOf(core: Core, request: ProviderRequest, quirks: Quirks): Call {
  return { ...core, request, quirks, origin: originOf(request) };
}
