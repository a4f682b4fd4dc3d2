import { z } from 'zod';
import { command, query } from './define.ts';
import { id } from './values.ts';

export const viewScreens = ['payments', 'jobs', 'escrows', 'payees'] as const;
const screen = z.enum(viewScreens);
/** How many views an operator may keep per screen. */
export const VIEWS_MAX = 50;

/** A saved view: its name, and what stands in the address of its screen (filter, sort, columns). */
export const savedView = z.object({
  id, name: z.string().trim().min(1).max(60), search: z.string().max(2_000),
});
export type SavedView = z.infer<typeof savedView>;

/** Views belong to the operator who is signed in; everyone else has others. */
export const views = {
  list: query(z.strictObject({ screen }), z.object({ items: z.array(savedView) })),
  /** Makes a view, or replaces the one of this id. */
  save: command(z.strictObject({ screen, ...savedView.shape, id: id.nullable() }), savedView,
    'see'),
  remove: command(z.strictObject({ screen, id }), z.object({ id }), 'see'),
  /** Puts a view at another place among the tabs, from 0. */
  move: command(z.strictObject({ screen, id, place: z.number().int().min(0).max(VIEWS_MAX) }),
    z.object({ id }), 'see'),
};
