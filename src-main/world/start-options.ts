/** What both doors understand at their start, and what they tell a machine (DESIGN 12). */
import { CHAIN_CHOICES } from '../sandbox/evm/choose-chain.ts';
import type { SandboxChoice, SandboxCredentials, StandIns } from './sandbox-link.ts';
import { VERSION } from './version.ts';

/** `HOST:PORT`; the host is an address of this machine. Throws a sentence for anything else. */
export function readAddress(text: string): { readonly host: string; readonly port: number } {
  const [, named = '', digits = ''] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  const port = Number.parseInt(digits, 10);
  const host = named.replace(/^\[(.*)\]$/, '$1');
  if (host === '' || port > 65_535) {
    throw new Error(`${text} is not an address of the form HOST:PORT.`);
  }
  if (host !== '127.0.0.1' && host !== '::1') {
    throw new Error(`${host} is not a loopback address; Paydesk listens on this machine only.`);
  }
  return { host, port };
}

/** The stand-ins that run apart, or null where none are named. Throws where the token misses. */
export function standInsApart(
  values: {
    readonly 'sandbox-url'?: string | undefined; readonly 'sandbox-token'?: string | undefined;
  },
  env: Readonly<Record<string, string | undefined>>,
): SandboxChoice | null {
  const url = values['sandbox-url'];
  if (url === undefined) return null;
  const token = values['sandbox-token'] ?? env['PAYDESK_SANDBOX_TOKEN'];
  if (token === undefined) throw new Error('--sandbox-url needs --sandbox-token.');
  return { kind: 'apart', url, token };
}

/** The stand-ins of this process; `PAYDESK_SANDBOX_CHAIN` names the chain behind Circle. */
export function standInsHere(env: Readonly<Record<string, string | undefined>>): SandboxChoice {
  const wanted = env['PAYDESK_SANDBOX_CHAIN'];
  const chain = CHAIN_CHOICES.find((choice) => choice === wanted);
  if (wanted !== undefined && chain === undefined) {
    throw new Error(`PAYDESK_SANDBOX_CHAIN is one of: ${CHAIN_CHOICES.join(', ')}.`);
  }
  return chain === undefined ? { kind: 'embedded' } : { kind: 'embedded', chain };
}

/** The ready line, without its end. `console` only where a browser can reach one. */
export function readyLine(
  { listener, sandbox }: {
    readonly listener: { readonly url: string };
    readonly sandbox: {
      readonly standIns: StandIns; readonly credentials: SandboxCredentials | null;
    } | null;
  },
  console?: { readonly url: string; readonly launchUrl: string },
): string {
  return JSON.stringify({
    ready: true, version: VERSION, listener: { url: listener.url },
    ...(console === undefined ? {} : {
      console: { url: console.url, launchUrl: console.launchUrl },
    }),
    ...(sandbox === null ? {} : {
      sandbox: { ...sandbox.credentials, ...announced(sandbox.standIns) },
    }),
  });
}

/** What DESIGN 12 lists; the client secret that signs for money stays in the data folder. */
function announced({ circle, ...standIns }: StandIns) {
  const { url, apiKey, wallets, foreign, tokenIds } = circle;
  return { ...standIns, circle: { url, apiKey, wallets, foreign, tokenIds } };
}
