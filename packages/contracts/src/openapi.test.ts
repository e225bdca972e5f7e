import { describe, expect, it } from 'vitest'
import { routes } from './api.ts'
import { describeApi } from './openapi.ts'
import { apiPrefix, type Route } from './route.ts'

interface Parameter {
  name: string
  in: string
  required: boolean
  schema: Record<string, unknown>
}

interface OperationObject {
  operationId: string
  security: unknown[]
  parameters: Parameter[]
  requestBody?: { required: boolean; content: Record<string, { schema: Record<string, unknown> }> }
  responses: Record<string, { description: string; content?: Record<string, { schema?: unknown }> }>
}

interface Document {
  openapi: string
  info: { version: string }
  paths: Record<string, Record<string, OperationObject>>
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> }
}

const api = describeApi('1.2.3') as unknown as Document
const table = Object.entries(routes) as [string, Route][]
const requiredQueries = new Set(['trainings.curves trainings', 'comparisons.read policies'])

function find(operation: string, route: Route): OperationObject {
  const found = api.paths[apiPrefix + route.path]?.[route.method.toLowerCase()]
  if (found === undefined) throw new Error(`${operation} is not described.`)
  return found
}

/** Every object below a value, itself included. */
function walk(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return []
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(walk)]
}

function resolve(reference: string): unknown {
  const [root, ...names] = reference.split('/')
  expect(root).toBe('#')
  return names.reduce<unknown>((node, name) => (node as Record<string, unknown> | undefined)?.[name], api)
}

describe('the OpenAPI description', () => {
  it('says its own version and the version of the platform', () => {
    expect(api.openapi).toBe('3.1.1')
    expect(api.info.version).toBe('1.2.3')
  })

  it('describes every route, and nothing else', () => {
    const described = Object.values(api.paths).flatMap((path) => Object.values(path))
    expect(described.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(routes).sort())
  })

  it.each(table)('has %s with its parameters, its body and its answer', (operation, route) => {
    const described = find(operation, route)
    expect(described.operationId).toBe(operation)
    const expected = [
      ...Object.keys(route.params?.shape ?? {}).map((name) => `path ${name} true`),
      ...Object.keys(route.query?.shape ?? {}).map(
        (name) => `query ${name} ${requiredQueries.has(`${operation} ${name}`)}`,
      ),
    ]
    expect(described.parameters.map((one) => `${one.in} ${one.name} ${one.required}`)).toEqual(expected)
    expect(described.requestBody !== undefined).toBe(route.body !== undefined)
    const content = described.responses[route.status]?.content
    const type = route.response === 'bytes' ? 'application/octet-stream' : 'application/json'
    expect(Object.keys(content ?? {})).toEqual(route.response === undefined ? [] : [type])
    expect(Object.keys(described.responses)).toContain('default')
  })

  it.each(table)('asks for a key or a session for %s unless it is public', (operation, route) => {
    const schemes = find(operation, route).security.flatMap((one) => Object.keys(one as object))
    expect(schemes).toEqual(route.access === 'public' ? [] : Object.keys(api.components.securitySchemes))
  })

  it('holds only references that lead somewhere', () => {
    const references = walk(api).flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []))
    expect(references.length).toBeGreaterThanOrEqual(table.length)
    for (const reference of references) expect(resolve(reference), reference).toBeTypeOf('object')
  })

  it('holds schemas as JSON Schema has them: known types, required fields that exist, bounds in order', () => {
    const types = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null']
    const schemas = walk(api.paths).filter(({ type }) => typeof type === 'string')
    expect(schemas.length).toBeGreaterThan(100)
    for (const { type, properties = {}, required = [], minimum, maximum, $schema } of schemas) {
      expect(types).toContain(type)
      expect($schema).toBeUndefined()
      for (const name of required as string[]) expect(properties).toHaveProperty([name])
      if (minimum !== undefined && maximum !== undefined)
        expect(minimum).toBeLessThanOrEqual(maximum as number)
    }
  })

  it('tells a request as it is sent and an answer as it comes', () => {
    const { requestBody, responses } = find('trainings.create', routes['trainings.create'])
    const request = requestBody?.content['application/json']?.schema
    expect(request?.required).toEqual(['environment'])
    expect(request?.additionalProperties).toBe(false)
    const answer = responses['201']?.content?.['application/json']?.schema as { required: string[] }
    expect(answer.required).toContain('seed')
    const { parameters } = find('trainings.list', routes['trainings.list'])
    expect(parameters.find(({ name }) => name === 'limit')?.schema.type).toBe('string')
  })

  it('survives the way over the wire', () => {
    expect(JSON.parse(JSON.stringify(api))).toEqual(api)
  })
})
