import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Caller, Dispatch } from '../contract/handlers.ts';
import type { EventName } from '../contract/contract.ts';
import type { Clock, Ids, Log, Random } from '../engine/ports.ts';
import {
  headFault, headOf, hostsOf, pathOf, type HeadRules,
} from '../listener/admission.ts';
import {
  bodyHeadFault, ConnectionClosedError, drain, readBody,
} from '../listener/body.ts';
import { openHttpServer, urlOf } from '../listener/http-server.ts';
import type { Fault } from '../listener/problems.ts';
import { createTokenBuckets } from '../listener/rate.ts';
import { crossSiteFault, methodsOf } from './browser-rules.ts';
import { createEventStreams, type EventStreams } from './event-streams.ts';
import { commonHeaders, pagePolicy } from './headers.ts';
import { readRenderer, type Found } from './renderer-files.ts';
import { sendFile, type OpenedFile } from './send-file.ts';
import { createSessions, type ConsoleSession, type Sessions } from './sessions.ts';

export type ConsoleServerDeps = {
  readonly dispatch: Dispatch;
  /** Tells a window what happens, from now until the answer is called. */
  readonly subscribe: (
    caller: Caller, tell: (name: EventName, payload: unknown) => void,
  ) => () => void;
  /** Opens what a one-time download token stands for, and spends the token; null: nothing. */
  readonly openFile: (token: string, caller: Caller) => Promise<OpenedFile | null>;
  /** The folder of the built renderer. */
  readonly rendererFolder: string;
  readonly host: string;
  /** 0: the system chooses. */
  readonly port: number;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly log: Log;
};

export type ConsoleServer = {
  readonly url: string;
  /** The address to open, good for one browser within ten minutes. */
  readonly launchUrl: string;
  /** Another such address, for another browser or after the first ran out. */
  readonly newLaunchUrl: () => string;
  readonly close: () => Promise<void>;
};

/** What every part of one answer needs. */
type Room = ConsoleServerDeps & {
  readonly sessions: Sessions;
  readonly streams: EventStreams;
  readonly find: (path: string) => Found;
  /** Seconds to wait before another try to launch; 0: now. */
  readonly launchWait: () => number;
};

type Exchange = {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly path: string;
};

/** Room for a batch of 5,000 payment ids, the largest input of the contract but one. */
const RPC_BYTES_MAX = 256 * 1024;
/** Room for that one: a table of 5,000 rows that a window has written into a file. */
const TABLE_BYTES_MAX = 16 * 1024 * 1024;
const CLOSE_GRACE_MS = 2_000;
const HEARTBEAT_MS = 15_000;
const launchInput = z.object({ token: z.string() });

/**
 * Browser mode: the renderer and the contract on a loopback port of their own, for pages that this
 * server itself delivered. Rejects when the renderer is not built or the port cannot be bound.
 */
export async function createConsoleServer(deps: ConsoleServerDeps): Promise<ConsoleServer> {
  const sessions = createSessions(deps);
  const streams = createEventStreams({
    clock: deps.clock, subscribe: deps.subscribe, heartbeatMs: HEARTBEAT_MS,
  });
  const launches = createTokenBuckets({ perSecond: 1, burst: 10 }, deps.clock.nowMs);
  const room: Room = {
    ...deps, sessions, streams, find: readRenderer(deps.rendererFolder),
    launchWait: () => launches.take('launch'),
  };
  let rules: HeadRules | null = null;
  const server = await openHttpServer({
    host: deps.host, port: deps.port, log: deps.log,
    handle: (incoming, outgoing) => {
      if (rules === null) return void outgoing.destroy();
      const exchange = { incoming, outgoing, path: pathOf(incoming.url ?? '') };
      const fault = headFault(headOf(incoming), rules);
      if (fault === null) void answer(room, exchange);
      else refuse(room, exchange, fault);
    },
  });
  rules = { methodsOf, hosts: hostsOf(server.port, null), browserFault: crossSiteFault };
  const url = urlOf(deps.host, server.port);
  const newLaunchUrl = (): string => `${url}/#t=${sessions.newLaunchToken()}`;
  return {
    url,
    launchUrl: newLaunchUrl(),
    newLaunchUrl,
    close: async () => {
      streams.endAll();
      await server.close(CLOSE_GRACE_MS);
    },
  };
}

async function answer(room: Room, exchange: Exchange): Promise<void> {
  try {
    await route(room, exchange);
  } catch (error) {
    if (error instanceof ConnectionClosedError) return;
    room.log.error('a request of the console met a bug', { path: exchange.path, error });
    if (exchange.outgoing.headersSent) return void exchange.outgoing.destroy();
    refuse(room, exchange, {
      status: 500, code: 'internal', message: 'Paydesk broke a promise of its own.',
    });
  }
}

async function route(room: Room, exchange: Exchange): Promise<void> {
  const { path } = exchange;
  if (path === '/session/launch') return launch(room, exchange);
  if (path.startsWith('/rpc/')) return call(room, exchange);
  if (path === '/events') return listen(room, exchange);
  if (path.startsWith('/files/')) return download(room, exchange);
  return page(room, exchange);
}

async function launch(room: Room, exchange: Exchange): Promise<void> {
  const body = await inputOf(room, exchange);
  if (body === null) return;
  const asked = launchInput.safeParse(body.input);
  const launched = asked.success ? room.sessions.launch(asked.data.token) : null;
  if (launched !== null) {
    const { cookie, consoleToken } = launched;
    return sendJson(room, exchange, 200, { consoleToken }, { 'set-cookie': cookie });
  }
  const retryAfter = room.launchWait();
  refuse(room, exchange, retryAfter === 0 ? {
    status: 401, code: 'unauthenticated',
    message: 'This address was used or has run out; open the newest one that Paydesk printed.',
  } : {
    status: 429, code: 'rate_limited', headers: { 'retry-after': String(retryAfter) },
    message: `Too many tries; try again after ${retryAfter} s.`,
  });
}

/** Answers of the contract are 200, refusals included; other statuses are the door's own. */
async function call(room: Room, exchange: Exchange): Promise<void> {
  const session = sessionOf(room, exchange);
  if (session === null) return refuse(room, exchange, noSession);
  const body = await inputOf(room, exchange);
  if (body === null) return;
  const name = exchange.path.slice('/rpc/'.length);
  const result = await room.dispatch(name, body.input ?? {}, callerOf(session));
  sendJson(room, exchange, 200, result);
}

function listen(room: Room, exchange: Exchange): void {
  const session = sessionOf(room, exchange);
  if (session === null) return refuse(room, exchange, noSession);
  const { outgoing } = exchange;
  outgoing.writeHead(200, {
    ...headersOf(room), 'content-type': 'text/event-stream; charset=utf-8',
  });
  room.streams.open(outgoing, callerOf(session), session.endsAt);
}

async function download(room: Room, exchange: Exchange): Promise<void> {
  const session = room.sessions.findByCookie(exchange.incoming.headers.cookie);
  if (session === null) return refuse(room, exchange, noSession);
  const token = exchange.path.slice('/files/'.length);
  const file = await room.openFile(token, callerOf(session));
  if (file !== null) return sendFile(exchange.outgoing, file, headersOf(room));
  refuse(room, exchange, {
    status: 404, code: 'not_found',
    message: 'This download was fetched already or has run out; ask for the file again.',
  });
}

function page(room: Room, exchange: Exchange): void {
  const { incoming, outgoing, path } = exchange;
  const found = room.find(path);
  if (found.kind === 'nothing') {
    return refuse(room, exchange, {
      status: 404, code: 'not_found', message: 'There is nothing under this address.',
    });
  }
  const isHead = incoming.method === 'HEAD';
  if (found.kind === 'file') {
    const { type, body } = found.file;
    outgoing.writeHead(200, {
      ...headersOf(room), 'content-type': type, 'content-length': body.length,
    });
    return void outgoing.end(isHead ? undefined : body);
  }
  const nonce = Buffer.from(room.random.bytes(16)).toString('base64');
  const html = Buffer.from(found.html.replaceAll('__CSP_NONCE__', nonce));
  outgoing.writeHead(200, {
    ...headersOf(room), 'content-security-policy': pagePolicy(nonce),
    'content-type': 'text/html; charset=utf-8', 'content-length': html.length,
  });
  outgoing.end(isHead ? undefined : html);
}

/** The input of a call, in an object of its own since it may be absent; null once refused. */
async function inputOf(
  room: Room, exchange: Exchange,
): Promise<{ readonly input: unknown } | null> {
  const { incoming, path } = exchange;
  const bytesMax = path === '/rpc/files.tableCsv' ? TABLE_BYTES_MAX : RPC_BYTES_MAX;
  const headFaultFound = bodyHeadFault(incoming, bytesMax);
  const body = headFaultFound === null
    ? await readBody(incoming, bytesMax, 'plain')
    : { ok: false, fault: headFaultFound } as const;
  if (body.ok) return { input: body.value };
  refuse(room, exchange, body.fault);
  return null;
}

function sessionOf({ sessions }: Room, { incoming }: Exchange): ConsoleSession | null {
  const token = incoming.headers['x-console-session'];
  return typeof token === 'string' ? sessions.find(incoming.headers.cookie, token) : null;
}

function callerOf({ sessionId }: ConsoleSession): Caller {
  return { sessionId, host: 'browser' };
}

const noSession: Fault = {
  status: 401, code: 'unauthenticated',
  message: 'This window has no session; open the address that Paydesk printed at its start.',
};

/** A refusal in the contract's own form, so that the window reads it like any other answer. */
function refuse(room: Room, exchange: Exchange, fault: Fault): void {
  drain(exchange.incoming);
  const { code, message, details = {} } = fault;
  sendJson(room, exchange, fault.status, { ok: false, refusal: { code, message, details } }, {
    ...fault.headers, connection: 'close',
  });
}

function sendJson(
  room: Room, { incoming, outgoing }: Exchange, status: number, value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = Buffer.from(JSON.stringify(value));
  outgoing.writeHead(status, {
    ...headersOf(room), 'content-type': 'application/json', 'content-length': body.length,
    ...headers,
  });
  outgoing.end(incoming.method === 'HEAD' ? undefined : body);
}

function headersOf({ ids }: Room): Readonly<Record<string, string>> {
  return { ...commonHeaders, 'x-request-id': ids.next('req') };
}
