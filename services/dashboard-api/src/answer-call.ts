import { type Operation, type Route, type RouteInputs, routes } from '@tars/contracts'
import type { z } from 'zod'
import { type Authenticator, type Identity, readAuthorization } from './authenticate.ts'
import { authorise } from './authorise.ts'
import type { Call, Operations } from './call.ts'
import { checkOrigin } from './origin.ts'
import { readJsonBody } from './request-body.ts'
import { checkText } from './request-text.ts'
import type { Exchange } from './respond.ts'
import { readSessionCookie } from './session-cookie.ts'
import { readInputs } from './validate.ts'

/** What answering a call needs. */
export interface CallUses {
  operations: Operations
  authenticator: Authenticator
  /** Origin under which people reach the platform. */
  publicUrl: string
}

/**
 * Answers one call of an operation: who calls, whether they may, whether the page they use is ours, what they send; then the
 * operation; then its answer as the route describes it, without anything that the route does not name.
 *
 * @throws {TarsError} whatever is refused, in that order.
 */
export async function answerCall(uses: CallUses, operation: Operation, exchange: Exchange): Promise<void> {
  const route: Route = routes[operation]
  const caller = await identifyCaller(uses, route, exchange)
  const inputs = await readExchange(route, exchange)
  const { request, reply } = exchange
  const call = { ...inputs, caller, address: request.ip, setHeader: reply.header.bind(reply) }
  const perform = uses.operations[operation] as (call: Call<Operation>) => Promise<unknown>
  sendAnswer(route, exchange, await perform(call as unknown as Call<Operation>))
}

async function identifyCaller(uses: CallUses, route: Route, { request }: Exchange): Promise<Identity | null> {
  const isPublic = route.access === 'public'
  const credentials = {
    authorization: readAuthorization(request.raw.headersDistinct.authorization),
    sessionToken: readSessionCookie(request.headers.cookie),
  }
  const caller = isPublic ? undefined : await uses.authenticator.identify(credentials)
  authorise(route.access, caller?.principal)
  if (route.method !== 'GET') {
    const facts = { origin: request.headers.origin, host: request.host, publicUrl: uses.publicUrl }
    checkOrigin(facts, caller?.principal.kind === 'user')
  }
  return caller ?? null
}

async function readExchange(route: Route, { request }: Exchange): Promise<RouteInputs> {
  const given: RouteInputs = {
    params: request.params as Record<string, unknown>,
    query: request.query as Record<string, unknown>,
    body: route.body === undefined ? undefined : await readJsonBody(request.raw),
  }
  for (const part of [given.params, given.query, given.body]) checkText(part)
  return readInputs(route, given)
}

function sendAnswer(route: Route, { reply }: Exchange, answer: unknown): void {
  reply.code(route.status)
  if (route.response === undefined) reply.send()
  else if (route.response === 'bytes')
    reply.type('application/octet-stream').send(toBuffer(answer as Uint8Array))
  else reply.send((route.response as z.ZodType).parse(answer))
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
