/** Deliveries in flight to one endpoint: while it answers, and after it failed. */
const IN_FLIGHT_MAX = 8;
const IN_FLIGHT_FAILING_MAX = 1;
/** How far apart what finds its endpoint busy is put back. */
const SPACING_MS = 10;
const SPACING_FAILING_MS = 1_000;
/** A lane that nobody used for this long is forgotten. */
const FORGET_MS = 600_000;

type Lane = { inFlight: number; failing: boolean; nextSlotAt: number; usedAt: number };

export type Lanes = {
  /** Takes a place; a number is the time (UTC ms) at which to come back instead. */
  readonly enter: (endpointId: string, nowMs: number) => 'entered' | number;
  readonly leave: (endpointId: string, delivered: boolean) => void;
};

/**
 * One lane per endpoint, so that a bad one never delays a good one: a delivery whose lane is full
 * goes back to the queue instead of waiting in the runner's hands, where payments need the places.
 * An endpoint that failed gets one delivery at a time until it answers again.
 */
export function createLanes(): Lanes {
  const lanes = new Map<string, Lane>();
  const forgetUnused = (nowMs: number): void => {
    for (const [id, lane] of lanes) {
      if (lane.inFlight === 0 && nowMs - lane.usedAt > FORGET_MS) lanes.delete(id);
    }
  };
  return {
    enter: (endpointId, nowMs) => {
      const lane = lanes.get(endpointId)
        ?? { inFlight: 0, failing: false, nextSlotAt: nowMs, usedAt: nowMs };
      lanes.set(endpointId, lane);
      lane.usedAt = nowMs;
      if (lane.inFlight < (lane.failing ? IN_FLIGHT_FAILING_MAX : IN_FLIGHT_MAX)) {
        lane.inFlight += 1;
        return 'entered';
      }
      forgetUnused(nowMs);
      const spacing = lane.failing ? SPACING_FAILING_MS : SPACING_MS;
      // A clock that was set back must not leave the slots in a far future.
      const slots = Math.min(lane.nextSlotAt, nowMs + FORGET_MS);
      lane.nextSlotAt = Math.max(slots, nowMs) + spacing;
      return lane.nextSlotAt;
    },
    leave: (endpointId, delivered) => {
      const lane = lanes.get(endpointId);
      if (lane === undefined) return;
      lane.inFlight -= 1;
      if (delivered && lane.failing) lane.nextSlotAt = 0;
      lane.failing = !delivered;
    },
  };
}
