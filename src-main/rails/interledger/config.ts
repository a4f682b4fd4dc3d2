import { z } from 'zod';

import { baseUrlProblem, problemsOf } from '../connection-settings.ts';
import type { Rail, RailConnection, RailField } from '../rail.ts';
import type { Reach } from './addresses.ts';

/** The settings of a connection: wallets say everything else of themselves. */
const schema = z.object({
  /** Live wallets that run on this computer or in the own network, perhaps without https. */
  local: z.boolean().default(false),
});

/** Which addresses this connection may call. Believed after `checkInterledgerConfig`. */
export function reachOf({ mode, baseUrl, config }: RailConnection): Reach {
  return { mode, baseUrl, isLocal: schema.parse(config).local };
}

/** See `Rail.checkConfig`. */
export const checkInterledgerConfig: Rail['checkConfig'] = ({ baseUrl, config, mode }) => {
  const parsed = schema.safeParse(config);
  const problems = parsed.success ? {} : problemsOf(parsed.error);
  const urlProblem = baseUrlProblem(baseUrl, mode);
  if (urlProblem !== null) problems['baseUrl'] = urlProblem;
  return problems;
};

/**
 * The base URL of a sandbox connection is the stand-in. On a live connection no payment goes there:
 * payers and payees each name their own servers. It is the page by which the connection is tested,
 * such as the sellers' wallet provider.
 */
export const interledgerFields: readonly RailField[] = [
  {
    name: 'local',
    label: 'Wallets in the own network',
    help: 'Lets a live connection call addresses of this computer and of the own network, also '
      + 'without https. Leave it off unless you run the wallets yourself.',
    kind: 'switch', choices: [], secret: false, required: false, initial: false,
  },
];
