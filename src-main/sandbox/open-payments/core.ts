import type { z } from 'zod';
import { header } from '../http/answers.ts';
import type { ProviderRequest, ProviderResponse, Quirks } from '../provider.ts';
import { randomHex, type World } from '../world.ts';
import { readJson, resourceError, tokenError } from './answers.ts';
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
  { state, world, request, origin }: Call, type: AccessType, action: string,
): Allowed | ProviderResponse {
  const given = /^GNAP (?<value>\S+)$/.exec(header(request, 'authorization') ?? '')?.groups;
  if (given === undefined) {
    return tokenError(origin, 401, 'Missing or invalid authorization header value');
  }
  const token = state.tokens.get(given['value'] ?? '');
  const grant = state.grants.get(token?.grantId ?? '');
  const client = state.wallets.get(grant?.client ?? '');
  if (token === undefined || grant === undefined || client === undefined || token.isDead
    || token.expiresAtMs <= world.nowMs()) return tokenError(origin, 403, 'Inactive Token');
  const fault = signatureFault(request, client);
  if (fault !== null) return resourceError(401, `Signature validation error: ${fault}`);
  const { access } = grant;
  const may = access.type === type
    && (access.actions.includes(action) || access.actions.includes(`${action}-all`));
  return may ? { grant, token, client } : tokenError(origin, 403, 'Insufficient Grant');
}

/** Whether a check ended with an answer instead of what was looked for. */
export function isRefusal(found: object): found is ProviderResponse {
  return 'bodyText' in found;
}

export type NewPaper<T> = Allowed & { readonly body: T; readonly wallet: Wallet };

/**
 * What a client asks to be made: allowed by its token, of the right form, and for an account of
 * this bank that the grant reaches. A grant without an identifier reaches every account of the
 * bank, as a real Rafiki's does; one of an outgoing payment always has one.
 */
export function newPaper<T extends { readonly walletAddress: string }>(
  call: Call, bank: string,
  { type, shape }: { readonly type: AccessType; readonly shape: z.ZodType<T> },
): NewPaper<T> | ProviderResponse {
  const may = allowed(call, type, 'create');
  if (isRefusal(may)) return may;
  const body = shape.safeParse(readJson(call.request.bodyText)).data;
  if (body === undefined) return resourceError(400, 'Received error validating OpenAPI request');
  const { identifier } = may.grant.access;
  if (identifier !== undefined && identifier !== body.walletAddress) {
    return tokenError(call.origin, 403, 'Insufficient Grant');
  }
  const wallet = walletAt(call, call.origin, body.walletAddress);
  return wallet?.bank === bank
    ? { ...may, body, wallet } : resourceError(400, 'Could not get wallet address');
}

export function callOf(core: Core, request: ProviderRequest, quirks: Quirks): Call {
  return { ...core, request, quirks, origin: originOf(request) };
}
