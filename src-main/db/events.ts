import type { Payment } from '../engine/domain/payment.ts';
import type { PaymentEvent, StoredEvent } from '../engine/domain/records.ts';
import { createCodec } from './codec.ts';
import type { Database } from './open.ts';
import { paymentCodec } from './payments.ts';
import { numberCell, prepareRead, reader, rowOf, type RowsReader } from './query.ts';
import type { RowMemory } from './row-memory.ts';
import { events } from './schema-history.ts';

const eventCodec = createCodec(events, {
  write: (event: StoredEvent) => ({
    seq: event.seq,
    payment_id: event.paymentId,
    // Filled in by the insert below, from the payment itself.
    marketplace_id: null,
    at: event.at,
    kind: event.kind,
    actor_kind: event.actor.kind,
    actor_id: event.actor.id,
    actor_name: event.actor.name,
    operation_id: event.operationId,
    operation_kind: event.operationKind,
    from_state: event.from,
    to_state: event.to,
    text: event.text,
  }),
  read: (row): StoredEvent => ({
    seq: row.seq,
    paymentId: row.payment_id,
    at: row.at,
    kind: row.kind,
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    operationId: row.operation_id,
    operationKind: row.operation_kind,
    from: row.from_state,
    to: row.to_state,
    text: row.text,
  }),
});

/** Appends events; `seq` is the number that the event gets. */
export function createEventWrite(
  database: Database,
  payments: RowMemory<Payment>,
): (event: PaymentEvent, seq: number) => StoredEvent {
  const { columns, bind } = eventCodec;
  const marketplaceAt = columns.indexOf('marketplace_id');
  const marketplaceOfPaymentAt = paymentCodec.columns.indexOf('marketplace_id');
  const insert = database.prepare(
    `insert into events (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
  );
  const marketplaceOf = prepareRead(database, 'select marketplace_id from payments where id = ?');
  return (event, seq) => {
    const stored = { ...event, seq };
    const cells = bind(stored);
    cells[marketplaceAt] = payments.cellsOf(event.paymentId)?.[marketplaceOfPaymentAt]
      ?? rowOf(marketplaceOf, [event.paymentId])?.[0] ?? null;
    insert.run(cells);
    return stored;
  };
}

export function createEventReads(database: Database): {
  readonly ofPayment: RowsReader<StoredEvent>;
  readonly after: RowsReader<StoredEvent>;
  readonly lastSeq: () => number;
} {
  const { many } = reader(database, eventCodec);
  const last = prepareRead(database, 'select coalesce(max(seq), 0) from events');
  return {
    ofPayment: many('indexed by events_by_payment where payment_id = ? order by seq limit ?'),
    after: many('indexed by events_by_marketplace where marketplace_id = ? and seq > ? '
      + 'order by seq limit ?'),
    lastSeq: () => numberCell(rowOf(last, [])?.[0]),
  };
}
