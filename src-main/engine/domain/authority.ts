import type { OperatorRole } from './records.ts';

/**
 * What people may do. `see`: look at everything and take copies of it. `move`: ask for money to be
 * moved, and whatever keeps the day going. `approve`: be the second person of a decision.
 * `configure`: connections, keys, marketplaces, settings, copies. `people`: the operators.
 */
export const rights = ['see', 'move', 'approve', 'configure', 'people'] as const;
export type Right = (typeof rights)[number];

/** Each role may what the one before it may, and more (DESIGN 9). */
const rightsOfRole = {
  viewer: ['see'],
  operator: ['see', 'move'],
  approver: ['see', 'move', 'approve'],
  admin: ['see', 'move', 'approve', 'configure', 'people'],
} as const satisfies Record<OperatorRole, readonly Right[]>;

/** Whether someone of this role may do it. */
export function mayDo(role: OperatorRole, right: Right): boolean {
  const held: readonly Right[] = rightsOfRole[role];
  return held.includes(right);
}

/** The smallest role that may do it, for the sentence of a refusal. */
export function roleFor(right: Right): OperatorRole {
  switch (right) {
    case 'see': return 'viewer';
    case 'move': return 'operator';
    case 'approve': return 'approver';
    case 'configure': case 'people': return 'admin';
  }
}

type Account = { readonly id: string; readonly role: OperatorRole; readonly disabled: boolean };

/**
 * Who has to confirm what an admin does with an account of one of these roles, one of them: nobody
 * makes a second person of their own (R9). Empty where it touches nobody who may approve, or where
 * there is no third person who could.
 */
export function confirmersOf<A extends Account>(
  all: readonly A[],
  { adminId, targetId, roles }: {
    readonly adminId: string; readonly targetId: string | null;
    readonly roles: readonly OperatorRole[];
  },
): readonly A[] {
  if (!roles.some((role) => mayDo(role, 'approve'))) return [];
  return all.filter(({ id, role, disabled }) =>
    id !== adminId && id !== targetId && !disabled && mayDo(role, 'approve'));
}

/** The roles that a change gives to an account: none where it only takes away. */
export function rolesGiven(
  before: Pick<Account, 'role' | 'disabled'> | null,
  after: Pick<Account, 'role' | 'disabled'>,
): readonly OperatorRole[] {
  if (after.disabled) return [];
  return before === null || before.disabled || before.role !== after.role ? [after.role] : [];
}
