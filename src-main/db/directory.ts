/** Those who take part: marketplaces, connections, keys, operators; limits and settings. */
import type {
  ApiKey, Connection, LimitRow, Marketplace, Operator,
} from '../engine/domain/records.ts';
import { wholePolicy } from '../engine/domain/policy.ts';
import { createCodec } from './codec.ts';
import type { Database } from './open.ts';
import { reader, type RowReader, type RowsReader } from './query.ts';
import {
  apiKeys, connections, limits, marketplaces, operators, settings,
} from './schema-directory.ts';
import { createInsert } from './table.ts';

export const marketplaceCodec = createCodec(marketplaces, {
  write: (marketplace: Marketplace) => ({
    id: marketplace.id,
    name: marketplace.name,
    refund_addresses: JSON.stringify(marketplace.refundAddresses),
    webhooks: JSON.stringify(marketplace.webhooks),
    inbound_secrets: JSON.stringify(marketplace.inboundSecrets),
    policy: JSON.stringify(marketplace.policy),
    created_at: marketplace.createdAt,
    version: marketplace.version,
  }),
  read: (row): Marketplace => ({
    id: row.id,
    name: row.name,
    refundAddresses: row.refund_addresses,
    webhooks: row.webhooks,
    inboundSecrets: row.inbound_secrets,
    policy: wholePolicy(row.policy),
    createdAt: row.created_at,
    version: row.version,
  }),
});

export const connectionCodec = createCodec(connections, {
  write: (connection: Connection) => ({
    id: connection.id,
    rail: connection.rail,
    name: connection.name,
    mode: connection.mode,
    enabled: connection.enabled ? 1 : 0,
    priority: connection.priority,
    base_url: connection.baseUrl,
    config: JSON.stringify(connection.config),
    secrets: JSON.stringify(connection.secrets),
    expiry_owner: connection.expiryOwner,
    concurrency_max: connection.concurrencyMax,
    calls_per_second_max: connection.callsPerSecondMax,
    deadline_ms: connection.deadlineMs,
    created_at: connection.createdAt,
    version: connection.version,
  }),
  read: (row): Connection => ({
    id: row.id,
    rail: row.rail,
    name: row.name,
    mode: row.mode,
    enabled: row.enabled,
    priority: row.priority,
    baseUrl: row.base_url,
    config: row.config,
    secrets: row.secrets,
    expiryOwner: row.expiry_owner,
    concurrencyMax: row.concurrency_max,
    callsPerSecondMax: row.calls_per_second_max,
    deadlineMs: row.deadline_ms,
    createdAt: row.created_at,
    version: row.version,
  }),
});

export const apiKeyCodec = createCodec(apiKeys, {
  write: (key: ApiKey) => ({
    id: key.id,
    marketplace_id: key.marketplaceId,
    name: key.name,
    secret_hash: key.secretHash,
    scopes: JSON.stringify(key.scopes),
    created_at: key.createdAt,
    expires_at: key.expiresAt,
    last_used_at: key.lastUsedAt,
    revoked_at: key.revokedAt,
    version: key.version,
  }),
  read: (row): ApiKey => ({
    id: row.id,
    marketplaceId: row.marketplace_id,
    name: row.name,
    secretHash: row.secret_hash,
    scopes: row.scopes,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
    version: row.version,
  }),
});

export const operatorCodec = createCodec(operators, {
  write: (operator: Operator) => ({
    id: operator.id,
    name: operator.name,
    role: operator.role,
    password_hash: operator.passwordHash,
    must_change_password: operator.mustChangePassword ? 1 : 0,
    code: operator.code === null ? null : JSON.stringify(operator.code),
    code_step: operator.codeStep,
    recovery_hash: operator.recoveryHash,
    failed_attempts: operator.failedAttempts,
    locked_until: operator.lockedUntil,
    signed_in_at: operator.signedInAt,
    created_at: operator.createdAt,
    disabled_at: operator.disabledAt,
    version: operator.version,
  }),
  read: (row): Operator => ({
    id: row.id,
    name: row.name,
    role: row.role,
    passwordHash: row.password_hash,
    mustChangePassword: row.must_change_password,
    code: row.code,
    codeStep: row.code_step,
    recoveryHash: row.recovery_hash,
    failedAttempts: row.failed_attempts,
    lockedUntil: row.locked_until,
    signedInAt: row.signed_in_at,
    createdAt: row.created_at,
    disabledAt: row.disabled_at,
    version: row.version,
  }),
});

export const limitCodec = createCodec(limits, {
  write: (limit: LimitRow) => ({
    key: limit.key, count: limit.count, minor: limit.minor, version: limit.version,
  }),
  read: (row): LimitRow => row,
});

type Setting = { readonly key: string; readonly value: string };

const settingCodec = createCodec(settings, {
  write: ({ key, value }: Setting) => ({ key, value }),
  read: (row): Setting => row,
});

export function createSettingWrite(database: Database): (setting: Setting) => void {
  return createInsert(
    database, settingCodec, { conflict: 'on conflict (key) do update set value = excluded.value' },
  );
}

export function createDirectoryReads(database: Database): {
  readonly marketplaces: RowsReader<Marketplace>;
  readonly connections: RowsReader<Connection>;
  readonly apiKeys: RowsReader<ApiKey>;
  readonly operators: RowsReader<Operator>;
  readonly limit: RowReader<LimitRow>;
  readonly setting: RowReader<Setting>;
} {
  return {
    marketplaces: reader(database, marketplaceCodec).many('order by created_at, id'),
    connections: reader(database, connectionCodec).many('order by priority, id'),
    apiKeys: reader(database, apiKeyCodec).many('order by created_at, id'),
    operators: reader(database, operatorCodec).many('order by created_at, id'),
    limit: reader(database, limitCodec).one('where key = ?'),
    setting: reader(database, settingCodec).one('where key = ?'),
  };
}
