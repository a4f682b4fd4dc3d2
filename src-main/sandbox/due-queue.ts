/** What falls due, in the order of its time: a binary heap, since few escrows live to expire. */
export type DueQueue<T> = {
  push(atMs: number, item: T): void;
  /**
   * Hands over every item whose time is `nowMs` or earlier, earliest first, those included that
   * `act` adds. One at which `act` throws (a journal on a full disk) stays, to be due again.
   */
  carryOut(nowMs: number, act: (item: T, atMs: number) => void): void;
  /** When the earliest falls due; null where nothing waits. */
  nextMs(): number | null;
};

type Entry<T> = { readonly atMs: number; readonly order: number; readonly item: T };

/** An empty queue; items of the same time come out in the order in which they went in. */
export function createDueQueue<T>(): DueQueue<T> {
  const heap: Entry<T>[] = [];
  let pushed = 0;
  return {
    push: (atMs, item) => {
      heap.push({ atMs, order: pushed++, item });
      rise(heap);
    },
    nextMs: () => heap[0]?.atMs ?? null,
    carryOut: (nowMs, act) => {
      for (let due = takeDue(heap, nowMs); due !== null; due = takeDue(heap, nowMs)) {
        try {
          act(due.item, due.atMs);
        } catch (error) {
          heap.push(due);
          rise(heap);
          throw error;
        }
      }
    },
  };
}

/** Takes the earliest item whose time is `nowMs` or earlier; null when there is none. */
function takeDue<T>(heap: Entry<T>[], nowMs: number): Entry<T> | null {
  const first = heap[0];
  if (first === undefined || first.atMs > nowMs) return null;
  const last = heap.pop();
  if (heap.length > 0 && last !== undefined) {
    heap[0] = last;
    sink(heap);
  }
  return first;
}

function rise<T>(heap: Entry<T>[]): void {
  let child = heap.length - 1;
  while (child > 0) {
    const parent = (child - 1) >> 1;
    if (!isBefore(heap[child], heap[parent])) return;
    swap(heap, child, parent);
    child = parent;
  }
}

function sink<T>(heap: Entry<T>[]): void {
  let parent = 0;
  for (;;) {
    const left = parent * 2 + 1;
    const right = left + 1;
    let least = parent;
    if (isBefore(heap[left], heap[least])) least = left;
    if (isBefore(heap[right], heap[least])) least = right;
    if (least === parent) return;
    swap(heap, parent, least);
    parent = least;
  }
}

function isBefore<T>(a: Entry<T> | undefined, b: Entry<T> | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}

function swap<T>(heap: Entry<T>[], i: number, j: number): void {
  const a = heap[i];
  const b = heap[j];
  if (a === undefined || b === undefined) return;
  heap[i] = b;
  heap[j] = a;
}
