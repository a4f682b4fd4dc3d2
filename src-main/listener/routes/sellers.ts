import { z } from 'zod';
import type { ListenerDeps } from '../deps.ts';
import { optional, optionalText, problem, text } from '../fields.ts';
import { readKeyFile } from '../key-file.ts';
import { get, json, notFound, post, refused, type Call, type Reply, type Route } from '../route.ts';
import { walletAddressOf } from '../wallet-address.ts';

const KEY_LENGTH_MAX = 20_000;

/** Neither a key nor where it lies is ever in an answer (S3-019, DESIGN 10). */
const sellerList = z.object({
  sellers: z.array(z.object({
    id: z.string(), walletAddressUrl: z.string(), keyId: z.string(),
  })),
});

const newSeller = z.object({
  id: text(64), walletAddressUrl: text(500), keyId: text(200),
  privateKeyPath: optionalText(1_000).meta({
    description: 'A file of the machine that Paydesk runs on; it is read once and not kept.',
  }),
  privateKey: optionalText(KEY_LENGTH_MAX).meta({
    description: 'The Ed25519 private key itself, in PEM. Without one, a known seller keeps its.',
  }),
  name: optionalText(80), categories: optional(z.array(text(80)).max(50)),
}).refine(({ privateKeyPath, privateKey }) => privateKeyPath === null || privateKey === null, {
  path: ['privateKeyPath'], error: 'stands beside privateKey; give one of them',
});
type NewSeller = z.output<typeof newSeller>;

const savedSeller = z.object({ ok: z.literal(true), id: z.string() });

/** The accounts that receive on Interledger, of the caller's marketplace (S3-015 to S3-022). */
export function sellerRoutes(deps: ListenerDeps): readonly Route[] {
  const { engine } = deps;
  return [
    get({
      path: '/sellers', summary: "Lists the sellers of the caller's marketplace.",
      access: ['sellers:read'], legacy: true, query: z.object({}),
      replies: { 200: { description: 'The sellers.', schema: sellerList } },
    }, async (call) => {
      const own = (await engine.read.sellers())
        .filter(({ marketplaceId }) => marketplaceId === call.key.marketplaceId);
      return json(200, { sellers: own.map(({ reference, walletAddress, keyId }) => ({
        id: reference, walletAddressUrl: walletAddress, keyId,
      })) });
    }),
    post({
      path: '/sellers', access: ['sellers:write'], legacy: true, body: newSeller,
      summary: 'Registers a seller, or changes the one of this id; its wallet is asked first.',
      replies: {
        200: { description: 'The seller is kept.', schema: savedSeller },
        503: { description: 'Its wallet did not answer.', schema: problem },
      },
    }, {
      run: (call, body) => saveSeller(deps, call, body),
      again: async (call, subjectId) => {
        const found = (await engine.read.sellers()).find(({ id, marketplaceId }) =>
          id === subjectId && marketplaceId === call.key.marketplaceId);
        return found === undefined ? notFound('seller')
          : json(200, { ok: true, id: found.reference });
      },
    }),
  ];
}

async function saveSeller(deps: ListenerDeps, call: Call, body: NewSeller): Promise<Reply> {
  const address = walletAddressOf(deps, 'walletAddressUrl', body.walletAddressUrl);
  if (!address.ok) return refused(address.refusal);
  const file = body.privateKeyPath === null ? null
    : await readKeyFile(body.privateKeyPath, deps.config.keyFolder);
  if (file?.ok === false) return noKey();
  const saved = await deps.engine.sellers.save(call.ask, {
    marketplaceId: call.key.marketplaceId, reference: body.id, version: null, name: body.name,
    categories: body.categories, walletAddress: address.value, keyId: body.keyId,
    privateKey: file === null ? body.privateKey : file.text, enabled: null,
  });
  if (saved.ok) return json(200, { ok: true, id: saved.value.reference });
  // What is in a file, a caller is told no more than whether there is one.
  return file !== null && saved.refusal.code === 'invalid_key' ? noKey() : refused(saved.refusal);
}

function noKey(): Reply {
  return refused({
    code: 'invalid_key', details: { privateKeyPath: 'gives no key' },
    message: 'No Ed25519 private key in PEM can be read from privateKeyPath; nothing was saved. '
      + 'It has to be a file of at most 20 kB, its path absolute or inside the data folder.',
  });
}
