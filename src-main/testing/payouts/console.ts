/** An operator at the console of the running door: the contract over HTTP, as a browser has it. */
import { z } from 'zod';
import { refusalWire, type Command, type Query } from '../../contract/define.ts';
import { session } from '../../contract/session.ts';
import type { DoorReady } from '../kill/processes.ts';
import { tryOnce, type Answered } from './http.ts';

export type Desk = {
  /**
   * Carries out a line of the contract. Throws the refusal's sentence, or `UnansweredError` where
   * the door is gone.
   */
  readonly call: <I extends z.ZodType, O extends z.ZodType>(
    name: string, line: Query<I, O> | Command<I, O>, input: z.input<I>,
  ) => Promise<z.output<O>>;
};

/** The door was killed before it answered: what became of the call is not known. */
export class UnansweredError extends Error {
  override readonly name = 'UnansweredError';
}

const launched = z.object({ consoleToken: z.string() });
const answerShape = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), refusal: refusalWire }),
]);
const SAME = { 'sec-fetch-site': 'same-origin' };

const desks = new WeakMap<DoorReady, Promise<Desk>>();

/** The first operator of the door, signed in; its address opens one console, which is kept. */
export function openDesk(door: DoorReady): Promise<Desk> {
  const known = desks.get(door) ?? signIn(door);
  desks.set(door, known);
  return known;
}

async function signIn({ console, sandbox }: DoorReady): Promise<Desk> {
  const { origin, hash } = new URL(console.launchUrl);
  const opened = await post(`${origin}/session/launch`, SAME, {
    token: hash.slice('#t='.length),
  });
  const headers = {
    ...SAME, cookie: opened.headers['set-cookie']?.[0]?.split(';')[0] ?? '',
    'x-console-session': launched.parse(opened.body).consoleToken,
  };
  const call: Desk['call'] = async (name, line, input) => {
    const told = await post(`${origin}/rpc/${name}`, headers, input);
    const parsed = answerShape.parse(told.body);
    if (parsed.ok) return line.output.parse(parsed.value);
    const { code, message, details } = parsed.refusal;
    throw new Error(`${name}: ${code}, ${message} ${JSON.stringify(details)}`);
  };
  const [operator] = sandbox.operators;
  if (operator === undefined) throw new Error('The door has no operators.');
  const { name, password } = operator;
  await call('session.signIn', session.signIn, { name, password });
  return { call };
}

async function post(
  url: string, headers: Readonly<Record<string, string>>, input: unknown,
): Promise<Answered> {
  const answer = await tryOnce(url, { headers, text: JSON.stringify(input) });
  if (answer === null) throw new UnansweredError(`${url} was not answered.`);
  return answer;
}
