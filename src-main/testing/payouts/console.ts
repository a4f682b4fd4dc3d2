/** An operator at the console of the running door: the contract over HTTP, as a browser calls it. */
import { z } from 'zod';
import { session } from '../../contract/session.ts';
import { refusalWire, type Command, type Query } from '../../contract/define.ts';
import { tryOnce } from './http.ts';
import type { DoorReady } from '../kill/processes.ts';

export type Desk = {
  /** Carries out a line of the contract; throws the refusal's sentence. */
  readonly call: <I extends z.ZodType, O extends z.ZodType>(
    name: string, line: Query<I, O> | Command<I, O>, input: z.input<I>,
  ) => Promise<z.output<O>>;
};

const launched = z.object({ consoleToken: z.string() });
const answerShape = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), refusal: refusalWire }),
]);
const SAME = { 'sec-fetch-site': 'same-origin' };

/** Opens the console with the door's own address and signs its first operator in. */
export async function openDesk({ console, sandbox }: DoorReady): Promise<Desk> {
  const { origin, hash } = new URL(console.launchUrl);
  const answer = await tryOnce(`${origin}/session/launch`, {
    headers: SAME, text: JSON.stringify({ token: hash.slice('#t='.length) }),
  });
  const cookie = answer?.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const headers = {
    ...SAME, cookie, 'x-console-session': launched.parse(answer?.body).consoleToken,
  };
  const call: Desk['call'] = async (name, line, input) => {
    const told = await tryOnce(`${origin}/rpc/${name}`, { headers, text: JSON.stringify(input) });
    const parsed = answerShape.parse(told?.body);
    if (parsed.ok) return line.output.parse(parsed.value);
    const { code, message, details } = parsed.refusal;
    throw new Error(`${name}: ${code}, ${message} ${JSON.stringify(details)}`);
  };
  const [operator] = sandbox.operators;
  if (operator === undefined) throw new Error('The door has no operators.');
  await call('session.signIn', session.signIn, {
    name: operator.name, password: operator.password,
  });
  return { call };
}
