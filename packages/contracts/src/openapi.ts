import { z } from 'zod'
import { routes } from './api.ts'
import { problemSchema } from './problem.ts'
import { apiPrefix, type Route } from './route.ts'

type Json = Record<string, unknown>

/** The OpenAPI 3.1 description of the API, made from the route table. @source OpenAPI Specification 3.1.1 */
export function describeApi(version: string): Json {
  const paths: Record<string, Json> = {}
  for (const [operation, route] of Object.entries(routes)) {
    const path = `${apiPrefix}${route.path}`
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(operation, route) }
  }
  return {
    openapi: '3.1.1',
    info: { title: 'T.A.R.S.', version, license: { name: 'MIT', identifier: 'MIT' } },
    paths,
    components: {
      schemas: { Problem: toSchema(problemSchema, 'output') },
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'API key' },
        session: { type: 'apiKey', in: 'cookie', name: 'tars_session' },
      },
    },
  }
}

function describeRoute(operation: string, route: Route): Json {
  return {
    operationId: operation,
    summary: route.summary,
    tags: [operation.split('.')[0]],
    'x-access': route.access,
    security: route.access === 'public' ? [] : [{ key: [] }, { session: [] }],
    parameters: [...describeParameters(route.params, 'path'), ...describeParameters(route.query, 'query')],
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: toSchema(route.body, 'input') } },
          },
        }),
    responses: {
      [route.status]: describeResponse(route),
      default: {
        description: 'What went wrong',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

function describeResponse(route: Route): Json {
  if (route.response === undefined) return { description: 'Done' }
  if (route.response === 'bytes')
    return { description: 'The file', content: { 'application/octet-stream': {} } }
  return {
    description: 'The answer',
    content: { 'application/json': { schema: toSchema(route.response, 'output') } },
  }
}

function describeParameters(schema: z.ZodObject | undefined, place: 'path' | 'query'): Json[] {
  return Object.entries(schema?.shape ?? {}).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || !(field as z.ZodType).safeParse(undefined).success,
    schema: toSchema(field as z.ZodType, 'input'),
  }))
}

function toSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}
