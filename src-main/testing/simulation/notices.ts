import type { Notice } from '../../sandbox/circle/state.ts';
import type { Machine } from './machine.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Seeded } from './plan.ts';
import type { Timeline } from './timeline.ts';
import { count, type Coverage, type Trace, type Verdict } from './trace.ts';

export type Postman = {
  /** Looks what Circle wants told, and goes. */
  readonly look: () => void;
  /** No notice is lost, late or forged any more. */
  readonly heal: () => void;
};

type Deps = {
  readonly sandbox: Sandbox;
  readonly timeline: Timeline;
  readonly seeded: Seeded;
  readonly machine: Pick<Machine, 'engine'>;
  readonly trace: Trace;
  readonly coverage: Coverage;
  readonly verdict: Verdict;
};

/** Circle waits so long for an answer before it takes a notice for lost. */
const PATIENCE_MS = 8_000;
/** Circle's own next steps are waited for this long; later ones are met by whoever asks. */
const SOON_MS = 5_000;

/**
 * Carries Circle's notices to the engine: some get lost, some come late, twice, or in another
 * order, and now and then somebody sends one of his own making.
 */
export function createPostman(deps: Deps): Postman {
  const { sandbox, timeline, seeded, trace } = deps;
  const { hooks } = sandbox.circle;
  const state: { healthy: boolean; cancel: () => void } = {
    healthy: false, cancel: () => undefined,
  };
  const wake = (): void => {
    state.cancel();
    const nowMs = timeline.standInMs();
    const next = sandbox.nextDueMs();
    const soon = next !== null && next <= nowMs + SOON_MS ? next : hooks.nextDueMs();
    if (soon !== null) state.cancel = timeline.after(soon - nowMs, look);
  };
  const look = (): void => {
    sandbox.settle();
    for (const notice of hooks.due()) carry(notice);
    wake();
  };
  const carry = (notice: Notice): void => {
    const luck = state.healthy ? 1 : seeded.next();
    trace.note(`notice ${notice.id} ${luck < 0.4 ? luck.toFixed(2) : ''}`);
    if (luck < 0.08) {
      hooks.ended(notice.deliveryId, false);
    } else if (luck < 0.3) {
      timeline.after(seeded.pick([300, 4_000, 90_000]), () => { hand(deps, notice); });
    } else hand(deps, notice);
    if (luck > 0.3 && luck < 0.4) hand(deps, notice);
    if (luck > 0.9 && luck < 1) forge(deps, notice);
  };
  sandbox.onDue(wake);
  return { look, heal: () => { state.healthy = true; } };
}

function hand(deps: Deps, { id, deliveryId, body, signature, keyId }: Notice): void {
  const { sandbox, timeline, trace, coverage } = deps;
  const ending = { over: false };
  const end = (isTaken: boolean, word: string): void => {
    if (ending.over) return;
    ending.over = true;
    patience();
    trace.note(`notice ${id} ${word}`);
    count(coverage, `act notice ${word}`);
    sandbox.circle.hooks.ended(deliveryId, isTaken);
  };
  const patience = timeline.after(PATIENCE_MS, () => { end(false, 'without an answer'); });
  receive(deps, { body, signature, keyId }, (code) => { end(code === null, code ?? 'taken'); });
}

/** What nobody at Circle signed must not be taken. */
function forge(deps: Deps, { body, signature, keyId }: Notice): void {
  const forged = body.replace('"state":"', '"state":"NOT-');
  receive(deps, { body: `${forged} `, signature, keyId }, (code) => {
    count(deps.coverage, `act notice forged ${code ?? 'taken'}`);
    if (code === null) deps.verdict.fail('R13: a notice that Circle never signed was taken');
  });
}

/** `told` hears the code of a refusal, null where it was taken, and nothing after a crash. */
function receive(
  { machine, verdict }: Deps,
  { body, signature, keyId }: Pick<Notice, 'body' | 'signature' | 'keyId'>,
  told: (code: string | null) => void,
): void {
  const engine = machine.engine();
  if (engine === null) {
    told('nobody-there');
    return;
  }
  engine.hints.receive({
    rail: 'usdc', body: Buffer.from(body), signature, keyId, headers: {},
  }).then((result) => {
    told(result.ok ? null : result.refusal.code);
    if (!result.ok && result.refusal.code === 'internal') verdict.fail(result.refusal.message);
  }, (error: unknown) => {
    const isHalt = error instanceof Error && error.name === 'StoreHaltedError';
    const why = error instanceof Error ? error.stack ?? error.message : String(error);
    if (!isHalt) verdict.fail(`a notice broke the engine: ${why}`);
  });
}
