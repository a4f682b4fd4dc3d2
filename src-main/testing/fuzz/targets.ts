/** Everything that can be asked: the routes as the listener describes them, and the contract. */
import fc from 'fast-check';
import { z } from 'zod';
import { lines } from '../../contract/contract.ts';
import { nastyText, spoil, type Spoil } from './nasty.ts';
import { fitting } from './shapes.ts';
import { meaningsOf, parameterOf, wholeOf } from './words.ts';

/** What one request of a route says, before anything in it refers to what exists. */
export type RouteCase = {
  readonly key: 'own' | 'own-again' | 'other' | 'reader' | 'none' | 'unknown';
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly query: unknown;
  readonly body: unknown;
  readonly signed: 'right' | 'right-standard' | 'wrong' | 'not';
  readonly idempotency: 'none' | 'fresh' | 'reuse';
  readonly spoils: readonly Spoil[];
  /** What is wrong with the message itself; null: nothing. */
  readonly flaw: Flaw | null;
  readonly nasty: string;
};

export type CallCase = {
  readonly input: unknown;
  readonly spoils: readonly Spoil[];
  readonly caller: 'operator' | 'signed-out' | 'locked';
};

export type Target = { readonly name: string; readonly weight: number } & (
  | { readonly kind: 'call'; readonly cases: fc.Arbitrary<CallCase> }
  | { readonly kind: 'route'; readonly route: PublishedRoute;
    readonly cases: fc.Arbitrary<RouteCase>; }
);

/** A route as `GET /openapi.json` describes it. */
export type PublishedRoute = {
  readonly method: string; readonly path: string; readonly isSigned: boolean;
  readonly takesBody: boolean;
};

/** Flaws of a message that no schema sees. */
const flaws = [
  'truncated', 'key-twice', 'proto', 'deep', 'not-utf8', 'not-json', 'oversize', 'no-body',
  'type', 'no-type', 'encoded', 'method', 'origin', 'two-hosts', 'other-host', 'long-target',
  'absolute-target', 'nasty-path', 'nasty-query', 'nasty-header', 'hang-up', 'chunked',
] as const;
export type Flaw = (typeof flaws)[number];

/** What takes long (a password hash, a copy of the store, a bank) is asked for less often. */
const weights: Readonly<Record<string, number>> = {
  'backups.make': 1, 'backups.drill': 1, 'audit.recount': 1, 'operators.create': 1,
  'operators.change': 2, 'operators.resetPassword': 1, 'operators.removeCode': 2,
  'operators.requireApp': 2, 'session.changePassword': 1, 'session.beginCode': 1,
  'session.makeRecoveryCode': 1, 'session.recover': 2, 'sending.lift': 2, 'sending.stop': 1,
  'session.createFirst': 2, 'session.signIn': 2, 'session.unlock': 2, 'backups.restore': 2,
  'backups.lift': 2, 'payments.attachEvidence': 4, 'payments.declareNotDone': 4,
  'payments.recordReturn': 4, 'payments.recordRelease': 4, 'payments.setRefundAddress': 4,
  'rehearsal.start': 1, 'rehearsal.setFault': 2, 'rehearsal.books': 2, 'consents.start': 1,
  'consents.askPayer': 2, 'consents.payBack': 2, 'files.evidence': 4, 'files.paymentsCsv': 2,
  'batches.create': 3, 'batches.preview': 4, 'batches.retryFailed': 4, 'payouts.plan': 4,
  'payouts.review': 4, 'payouts.reconcile': 4, 'marketplaces.save': 4, 'connections.save': 4,
  'marketplaces.addWebhook': 2, 'keys.create': 3, 'exchange.purchase': 5, 'audit.verify': 4,
  'POST /offers/{offerId}/quotes/start': 2, 'POST /api/payments/incoming': 2,
  'POST /v1/batches': 4, 'GET /v1/events': 4, 'POST /sellers': 4, 'sellers.save': 3,
  'POST /v1/jobs': 30, 'POST /v1/payments': 30, 'POST /v1/payments/{id}/release': 30,
  'POST /v1/payments/{id}/refund': 30, 'POST /v1/jobs/{id}/state': 25,
  'payments.release': 20, 'payments.refund': 20, 'payments.get': 20,
};
const WEIGHT = 10;

const spoils = fc.oneof(
  { weight: 11, arbitrary: fc.constant<Spoil[]>([]) },
  { weight: 9, arbitrary: fc.array(spoil, { minLength: 1, maxLength: 2 }) },
);

/** Every call of the contract, from the schemas of its lines. */
export function callTargets(): readonly Target[] {
  return [...lines].map(([name, line]): Target => ({
    kind: 'call', name, weight: weights[name] ?? WEIGHT,
    cases: fc.record({
      input: wholeOf(name) ?? fitting(z.toJSONSchema(line.input, {
        io: 'input', unrepresentable: 'any',
      }), meaningsOf(name)),
      spoils,
      caller: fc.oneof(
        { weight: 17, arbitrary: fc.constant<CallCase['caller']>('operator') },
        { weight: 3, arbitrary: fc.constantFrom<CallCase['caller'][]>('signed-out', 'locked') },
      ),
    }),
  }));
}

const content = z.object({ 'application/json': z.object({ schema: z.unknown() }) });
const parameter = z.object({
  name: z.string(), in: z.string(), required: z.boolean(), schema: z.unknown(),
});
const operation = z.object({
  parameters: z.array(parameter), requestBody: z.object({ content }).optional(),
});
const description = z.object({ paths: z.record(z.string(), z.record(z.string(), operation)) });

/** Every route of the listener, from what it publishes of itself. */
export function routeTargets(openApi: unknown): readonly Target[] {
  const { paths } = description.parse(openApi);
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, told]): Target =>
      routeTarget({ method: method.toUpperCase(), path }, told)));
}

function routeTarget(
  { method, path }: Pick<PublishedRoute, 'method' | 'path'>, told: z.infer<typeof operation>,
): Target {
  const name = `${method} ${path}`;
  const meanings = meaningsOf(name);
  const within = (place: string) => told.parameters.filter((one) => one.in === place);
  const schema = told.requestBody?.content['application/json'].schema;
  const isSigned = within('header').some((one) => one.name.includes('signature'));
  return {
    kind: 'route', name, weight: weights[name] ?? WEIGHT,
    route: { method, path, isSigned, takesBody: schema !== undefined },
    cases: fc.record({
      key: fc.oneof(
        { weight: 15, arbitrary: fc.constantFrom<RouteCase['key'][]>('own', 'own-again') },
        { weight: 5, arbitrary: fc.constantFrom<RouteCase['key'][]>(
          'other', 'reader', 'none', 'unknown',
        ) },
      ),
      parameters: fc.record(Object.fromEntries(within('path').map((one) =>
        [one.name, parameterOf(path, one.name)]))),
      query: fc.record(Object.fromEntries(within('query').map((one) =>
        [one.name, fitting(one.schema, meanings, one.name)])), { requiredKeys: [] }),
      body: schema === undefined ? fc.constant(undefined) : fitting(schema, meanings),
      signed: fc.constantFrom<RouteCase['signed'][]>(
        'right-standard', 'right-standard', 'right-standard', 'right', 'wrong', 'not',
      ),
      idempotency: fc.constantFrom<RouteCase['idempotency'][]>('none', 'none', 'fresh', 'reuse'),
      spoils,
      flaw: fc.oneof(
        { weight: 3, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.constantFrom(...flaws) },
      ),
      nasty: nastyText,
    }),
  };
}
