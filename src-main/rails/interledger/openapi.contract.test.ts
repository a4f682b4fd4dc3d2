import { getAuthServerOpenAPI, getResourceServerOpenAPI } from '@interledger/open-payments';
import { expect, test } from 'vitest';

import type { RailRequest } from '../rail.ts';
import { createDesk } from './test-desk.ts';

type Documents = Awaited<ReturnType<typeof getAuthServerOpenAPI>>;
type Method = Parameters<Documents['createRequestValidator']>[0]['method'];

const isMethod = (text: string): text is Method => ['get', 'post', 'delete'].includes(text);

type Check = ReturnType<Documents['createRequestValidator']>;
/** Made once per route: making one writes the route's parameters into the document again. */
const checks = new Map<string, Check>();

function checkOf(documents: Documents, path: string, method: Method): Check {
  const known = checks.get(`${method} ${path}`);
  const check = known ?? documents.createRequestValidator({ path, method });
  checks.set(`${method} ${path}`, check);
  return check;
}

/** What the document says against a request, or null. */
function fault(documents: Documents, { method, url, headers, body }: RailRequest): string | null {
  const { pathname, searchParams } = new URL(url);
  const path = pathname
    .replace(/^\/auth\/[0-9a-f-]{36}$/, '/')
    .replace(/^\/(auth|op\/[0-9a-f-]{36})\//, '/')
    .replace(/\/[0-9a-f]{8}-[0-9a-f-]{27}/, '/{id}');
  const verb = method.toLowerCase();
  if (!isMethod(verb)) return `${method} is none of Open Payments`;
  try {
    checkOf(documents, path, verb)({
      headers: { ...headers }, params: { id: 'id' },
      query: Object.fromEntries(searchParams), body: body === null ? undefined : JSON.parse(body),
    });
    return null;
  } catch (error) {
    return `${method} ${path}: ${JSON.stringify(error)} ${String(error)}`;
  }
}

test('every request holds against the documents that come with the SDK', async () => {
  const desk = createDesk();
  const operation = await desk.paid();
  await desk.inquire({ ...operation, reference: null });
  await desk.end(operation.consent ?? '');
  const unpaid = await desk.granted();
  await desk.granted({ previous: unpaid.state });
  await desk.end(unpaid.state);
  const signed = desk.requests.filter(({ headers }) => headers['signature'] !== undefined);
  const [auth, resource] = [await getAuthServerOpenAPI(), await getResourceServerOpenAPI()];
  const faults = signed.map((request) =>
    fault(new URL(request.url).pathname.startsWith('/auth') ? auth : resource, request));
  expect(signed.length).toBeGreaterThan(20);
  expect(faults.filter((one) => one !== null)).toEqual([]);
});
