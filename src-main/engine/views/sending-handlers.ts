import { accept } from '../domain/result.ts';
import type { Stopped } from '../kill-switch/kill-switch.ts';
import type { CallParsed } from '../../contract/contract.ts';
import type { Handlers } from '../../contract/handlers.ts';
import type { StoppedView } from '../../contract/sending.ts';
import { acts, reads, secondOperator, type ViewDeps } from './guard.ts';

type SendingHandlers = Pick<Handlers, Extract<keyof Handlers, `sending.${string}`>>;

/** The handlers of the kill switch. */
export function sendingHandlers(deps: ViewDeps): SendingHandlers {
  const { killSwitch } = deps.engine;
  return {
    'sending.get': reads(deps, () => {
      const stopped = killSwitch.state();
      return Promise.resolve(accept({ stopped: stopped === null ? null : stoppedView(stopped) }));
    }),
    'sending.stop': acts(deps, async (input: CallParsed<'sending.stop'>, { ask }) => {
      const stopped = await killSwitch.stop(ask, input);
      return stopped.ok ? accept(stoppedView(stopped.value)) : stopped;
    }),
    'sending.lift': acts(deps, async (
      { reason, second }: CallParsed<'sending.lift'>, { ask, operator },
    ) => {
      const verified = await secondOperator(deps, operator, second);
      if (!verified.ok) return verified;
      const lifted = await killSwitch.lift(ask, { reason, second: verified.value });
      return lifted.ok ? accept({}) : lifted;
    }),
  };
}

function stoppedView({ at, by, reason }: Stopped): StoppedView {
  return { at, by: by.name, reason };
}
