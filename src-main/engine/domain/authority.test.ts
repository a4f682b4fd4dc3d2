import { describe, expect, test } from 'vitest';
import { mayDo, rights, roleFor } from './authority.ts';
import { operatorRoles } from './records.ts';

describe('what a role may do', () => {
  test.each([
    ['viewer', ['see']],
    ['operator', ['see', 'move']],
    ['approver', ['see', 'move', 'approve']],
    ['admin', ['see', 'move', 'approve', 'configure', 'people']],
  ] as const)('%s', (role, expected) => {
    expect(rights.filter((right) => mayDo(role, right))).toEqual(expected);
  });

  test.each(rights)('the role that a refusal of %s names may do it, and none below it', (right) => {
    const named = operatorRoles.indexOf(roleFor(right));
    expect(operatorRoles.map((role) => mayDo(role, right)))
      .toEqual(operatorRoles.map((_, place) => place >= named));
  });
});
