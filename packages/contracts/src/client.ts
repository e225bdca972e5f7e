import type { z } from 'zod'
import { type Operation, routes } from './api.ts'
import { type ErrorCode, errorCatalogue, TarsError } from './error.ts'
import { listProblems, type Problem, problemSchema } from './problem.ts'
import { pathOf, type Route, type RouteInputs } from './route.ts'

type Field<O extends Operation, Name extends 'params' | 'query' | 'body'> =
  (typeof routes)[O] extends Record<Name, infer Schema extends z.ZodType> ? Schema : never

type Given<O extends Operation, Name extends 'params' | 'query' | 'body'> = [Field<O, Name>] extends [never]
  ? { [Key in Name]?: undefined }
  : object extends z.input<Field<O, Name>>
    ? { [Key in Name]?: z.input<Field<O, Name>> }
    : { [Key in Name]: z.input<Field<O, Name>> }

/** What a call of an operation takes: path parameters, query and body, as its route says. */
export type CallInput<O extends Operation> = Given<O, 'params'> & Given<O, 'query'> & Given<O, 'body'>

/** What a call of an operation gives. */
export type CallOutput<O extends Operation> = (typeof routes)[O] extends { response: infer Response }
  ? Response extends z.ZodType
    ? z.output<Response>
    : Uint8Array
  : undefined

/** A typed caller of the API. */
export interface Client {
  /**
   * Calls one operation and gives its checked answer.
   *
   * @throws {TarsError} with the code of the problem that the server answered; PLATFORM_UNREACHABLE when nobody answers or
   *   the answer breaks off; SERVICE_UNAVAILABLE when something else answers; INTERNAL when the answer lacks what it promises.
   */
  call<O extends Operation>(
    operation: O,
    ...input: object extends CallInput<O> ? [CallInput<O>?] : [CallInput<O>]
  ): Promise<CallOutput<O>>
}

/** How to reach the platform. */
export interface ClientUses {
  fetch: typeof fetch
  /** Origin without a trailing slash; empty in a page that the platform serves. */
  url: string
  /** API key; absent where a session cookie identifies the caller. */
  key?: string | undefined
  /** Called with every problem before it is thrown, so that a page can react to a lost session. */
  onProblem?: ((problem: Problem) => void) | undefined
}

/** Makes a typed caller of the API from the route table. */
export function createClient(uses: ClientUses): Client {
  return {
    call: (async (operation: Operation, input: RouteInputs = {}) => {
      const route: Route = routes[operation]
      const response = await send(uses, route, input)
      if (!response.ok) throw await readProblem(uses, response)
      if (route.response === undefined) return undefined
      const body = await readBody(uses, response)
      return route.response === 'bytes' ? body : parseAnswer(route.response, decode(body))
    }) as Client['call'],
  }
}

async function send(uses: ClientUses, route: Route, input: RouteInputs): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (uses.key !== undefined) headers.authorization = `Bearer ${uses.key}`
  if (route.body !== undefined) headers['content-type'] = 'application/json'
  const body = route.body === undefined ? undefined : JSON.stringify(input.body ?? {})
  try {
    return await uses.fetch(`${uses.url}${pathOf(route, input)}`, {
      method: route.method,
      headers,
      body: body ?? null,
    })
  } catch (cause) {
    throw unreachable(uses, `Nobody answers at ${uses.url || 'this address'}.`, cause)
  }
}

async function readBody(uses: ClientUses, response: Response): Promise<Uint8Array> {
  try {
    return new Uint8Array(await response.arrayBuffer())
  } catch (cause) {
    throw unreachable(uses, `The answer of ${uses.url || 'this address'} broke off.`, cause)
  }
}

function unreachable(uses: ClientUses, message: string, cause: unknown): TarsError {
  return new TarsError('PLATFORM_UNREACHABLE', message, { url: uses.url }, cause)
}

function parseAnswer(schema: z.ZodType, text: string): unknown {
  const value = parseJson(text)
  if (value === undefined) {
    throw new TarsError(
      'SERVICE_UNAVAILABLE',
      'Something answered that is not the platform: no JSON came back.',
    )
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new TarsError('INTERNAL', 'The platform answered with something else than its contract says.', {
    problems: listProblems(parsed.error),
  })
}

async function readProblem(uses: ClientUses, response: Response): Promise<TarsError> {
  const text = decode(await readBody(uses, response))
  const parsed = problemSchema.safeParse(parseJson(text))
  if (!parsed.success) {
    return new TarsError('SERVICE_UNAVAILABLE', `The platform answered ${response.status} without a reason.`)
  }
  const problem = parsed.data
  uses.onProblem?.(problem)
  const code = (Object.hasOwn(errorCatalogue, problem.code) ? problem.code : 'INTERNAL') as ErrorCode
  return new TarsError(code, problem.detail, { problems: problem.problems ?? [], traceId: problem.traceId })
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
