import { call } from '../../../../engine/call.ts';
import type { BatchItem, ItemState } from '../batch-progress.ts';
import type { ListPage } from '../../../../lists/use-grown-list.ts';

const ITEM_ROWS = 200;
/** A row of the items table; a list knows its rows by `id`. */
export type ItemRow = BatchItem & { readonly id: string };

export async function readItems(
  batchId: string, state: ItemState | null, cursor: string | null,
): Promise<ListPage<ItemRow>> {
  const page = await call('batches.items', { batchId, state, cursor, limit: ITEM_ROWS });
  return { ...page, items: page.items.map((item) => ({ ...item, id: `${item.position}` })) };
}

/** A batch and the first page of its items. */
export async function readBatch(batchId: string, state: ItemState | null) {
  const [batch, items] = await Promise.all([
    call('batches.get', { batchId }), readItems(batchId, state, null),
  ]);
  return { batch, items };
}
