import { z } from 'zod';
import { problem } from './fields.ts';
import type { Described, Route } from './route.ts';
import { PROBLEM_TYPE } from './problems.ts';

/**
 * OpenAPI 3.1 of the routes, made from the very schemas that read the requests and name the
 * answers, so that the description cannot say something else than the code does.
 */
export function describeRoutes(routes: readonly Route[], version: string): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = templateOf(route.path);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Paydesk', version,
      description: 'Jobs, escrow payments and their release for marketplaces. Amounts are exact '
        + 'decimals in major units.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      schemas: { Problem: schemaOf(problem, 'output') },
      securitySchemes: {
        apiKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

/** `/v1/jobs/:id` as OpenAPI writes it: `/v1/jobs/{id}`. */
export function templateOf(path: string): string {
  return path.replaceAll(/:(\w+)/g, '{$1}');
}

function operationOf(route: Route): Record<string, unknown> {
  const problems = {
    description: 'A refusal; nothing was changed.',
    content: route.errors === undefined
      ? { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } }
      : { 'application/json': { schema: schemaOf(route.errors.schema, 'output') } },
  };
  return {
    summary: route.summary,
    operationId: operationIdOf(route),
    security: route.access === 'open' ? [] : [{ apiKey: [] }, { bearer: [] }],
    ...(typeof route.access === 'string' ? {} : { 'x-scopes': route.access }),
    parameters: [...pathParameters(route), ...queryParameters(route), ...headerParameters(route)],
    ...(route.body === null ? {} : {
      requestBody: {
        required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } },
      },
    }),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.replies).map(([status, reply]) => [status, replyOf(status, reply)]),
      ),
      default: problems,
    },
  };
}

function operationIdOf({ method, path }: Route): string {
  const words = path.split(/[/.]/).filter((word) => word !== '')
    .map((word) => (word.startsWith(':') ? `by-${word.slice(1)}` : word));
  return [method.toLowerCase(), ...words].join('-');
}

function pathParameters({ path }: Route): unknown[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name, in: 'path', required: true, schema: { type: 'string' },
  }));
}

function queryParameters({ query }: Route): unknown[] {
  return Object.entries<z.ZodType>(query?.shape ?? {}).map(([name, field]) => ({
    name, in: 'query', required: !field.safeParse(undefined).success,
    schema: schemaOf(field, 'input'),
  }));
}

function headerParameters({ method, signed }: Route): unknown[] {
  if (signed !== undefined) {
    return Object.entries<z.ZodType>(signed.headers.shape).map(([name, field]) => ({
      name, in: 'header', required: !field.safeParse(undefined).success,
      schema: schemaOf(field, 'input'),
    }));
  }
  return method !== 'POST' ? [] : [{
    name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string' },
    description: 'The same key and body again answer the same; another body under it is refused.',
  }];
}

function replyOf(status: string, { description, schema, type }: Described): unknown {
  if (schema === null && type === undefined) return { description };
  const mediaType = type ?? (status.startsWith('2') ? 'application/json' : PROBLEM_TYPE);
  const content = schema === problem
    ? { $ref: '#/components/schemas/Problem' }
    : schema === null ? {} : schemaOf(schema, 'output');
  return { description, content: { [mediaType]: { schema: content } } };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io, unrepresentable: 'any', target: 'draft-2020-12',
  });
  return rest;
}
