import { parseArgs } from 'node:util';
import { z } from 'zod';

const text = z.string().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);

const forPeople = z.object({ data: text, live: flag.transform((live) => live === true) });
const forMachines = z.object({
  sample: flag, listener: text, 'ready-file': text, 'sandbox-url': text, 'sandbox-token': text,
});

/** What the Electron door may be told: the first part always, the second in development alone. */
export type StartArguments = z.output<typeof forPeople> & Partial<z.output<typeof forMachines>>;

/**
 * Reads the arguments behind the program's own. Not strictly, because Chromium's switches stand
 * among them. An installed Paydesk knows `--data` and `--live` only: whoever starts a program
 * chooses its arguments, and these must not make accounts or lead it to other stand-ins.
 * `--ready-file FILE` is `--json` of the Node door (DESIGN 12) for a program without a standard
 * output that can be relied on: the ready line, in a file that only this user can read.
 */
export function readStartArguments(
  args: readonly string[], { isPackaged }: { readonly isPackaged: boolean },
): StartArguments {
  const { values } = parseArgs({
    args: [...args], strict: false, allowNegative: true,
    options: {
      data: { type: 'string' }, live: { type: 'boolean' }, sample: { type: 'boolean' },
      listener: { type: 'string' }, 'ready-file': { type: 'string' },
      'sandbox-url': { type: 'string' }, 'sandbox-token': { type: 'string' },
    },
  });
  return { ...forPeople.parse(values), ...(isPackaged ? {} : forMachines.parse(values)) };
}
