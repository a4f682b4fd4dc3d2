import { z } from 'zod';

import type { RailField } from './rail.ts';

/** A path below the base URL: it begins with one slash and needs no escaping. */
export const pathSetting = z
  .string()
  .max(200)
  .regex(/^\/(?!\/)[\w\-./{}?=&~]*$/, 'A path begins with a slash and has plain characters only.');

/** A path in which a value is filled in at `{place}`. */
export function pathSettingWith(place: string): z.ZodType<string, string> {
  return pathSetting.refine(
    (path) => path.includes(`{${place}}`),
    `The path needs the place {${place}}.`,
  );
}

export function pathField(name: string, label: string, initial: string): RailField {
  return {
    name, label, help: 'Below the base URL.', kind: 'text', choices: [], secret: false,
    required: true, initial,
  };
}

/** Why a base URL cannot be used, or null. A live provider off loopback is https (DESIGN 8). */
export function baseUrlProblem(baseUrl: string, mode: 'sandbox' | 'live'): string | null {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    return 'Give the provider\'s address, for instance https://wallet.example.';
  }
  if (url.username !== '' || url.password !== '') {
    return 'Keep credentials out of the address; they have fields of their own.';
  }
  if (url.search !== '' || url.hash !== '') return 'The address ends before any ? or #.';
  const onLoopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  if (mode === 'live' && url.protocol === 'http:' && !onLoopback) {
    return 'A live provider is reached over https, unless it runs on this computer.';
  }
  return null;
}

/** The problems that a schema found, by setting; the first of each. */
export function problemsOf(error: z.ZodError): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const issue of error.issues) {
    const name = issue.path[0];
    const key = typeof name === 'string' ? name : 'config';
    problems[key] ??= issue.message;
  }
  return problems;
}
