import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ClientUses, createClient } from './client.ts'
import { TarsError } from './error.ts'
import type { Problem } from './problem.ts'

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void

interface Received {
  method: string | undefined
  url: string | undefined
  authorization: string | undefined
  contentType: string | undefined
  body: string
}

const id = '01890a5d-ac96-774b-bcce-b302099a8057'
const received: Received[] = []
let answer: Answer
let url: string

const server = createServer(async (request, response) => {
  let body = ''
  for await (const chunk of request) body += chunk
  const { method, headers } = request
  received.push({
    method,
    url: request.url,
    authorization: headers.authorization,
    contentType: headers['content-type'],
    body,
  })
  answer(request, response, body)
})

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  received.length = 0
})

function clientOf(uses: Partial<ClientUses> = {}) {
  return createClient({ fetch, url, ...uses })
}

function answerWith(status: number, body: unknown): void {
  answer = (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
}

async function errorOf(call: Promise<unknown>): Promise<TarsError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(TarsError)
  return error as TarsError
}

const problem: Problem = {
  type: 'about:blank',
  title: 'Not found',
  status: 404,
  detail: 'There is no training with this id.',
  code: 'NOT_FOUND',
  advice: 'Check the id.',
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
}

describe('a call', () => {
  it('reaches the route with parameters, query and key', async () => {
    answerWith(200, { items: [], nextCursor: null })
    const page = await clientOf({ key: 'tars_local_k' }).call('trainings.list', {
      query: { limit: '5', agent: 'a b', cursor: undefined },
    })
    expect(page).toEqual({ items: [], nextCursor: null })
    const [request] = received
    expect(request?.method).toBe('GET')
    expect(request?.url).toBe('/api/v1/trainings?limit=5&agent=a+b')
    expect(request?.authorization).toBe('Bearer tars_local_k')
    expect(request?.contentType).toBeUndefined()
    expect(request?.body).toBe('')
  })

  it('sends no authorization without a key', async () => {
    answerWith(200, { needed: true })
    expect(await clientOf().call('setup.read')).toEqual({ needed: true })
    expect(received[0]?.authorization).toBeUndefined()
  })

  it('sends its body as JSON, and an empty object where all of it is optional', async () => {
    answerWith(409, { ...problem, status: 409, code: 'STATE_CONFLICT' })
    await errorOf(clientOf().call('policies.promote', { params: { id }, body: { reason: 'better' } }))
    await errorOf(clientOf().call('policies.promote', { params: { id } }))
    expect(received.map(({ body }) => body)).toEqual(['{"reason":"better"}', '{}'])
    expect(received.map(({ contentType }) => contentType)).toEqual(['application/json', 'application/json'])
  })

  it('gives nothing where the route has no content', async () => {
    answer = (_, response) => response.writeHead(204).end()
    expect(await clientOf().call('session.delete')).toBeUndefined()
    expect(received[0]?.method).toBe('DELETE')
  })

  it('gives a file as its bytes', async () => {
    const file = Uint8Array.from({ length: 256 }, (_, index) => index)
    answer = (_, response) =>
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(file)
    expect(await clientOf().call('policies.file', { params: { id } })).toEqual(file)
  })

  it('drops fields that the contract does not know, so that a newer server can add some', async () => {
    answerWith(200, { needed: false, since: 'newer' })
    expect(await clientOf().call('setup.read')).toEqual({ needed: false })
  })
})

describe('a call that fails', () => {
  it('throws the problem that the server answered, with its fields and its trace', async () => {
    answerWith(404, { ...problem, problems: [{ path: 'id', message: 'unknown' }] })
    const error = await errorOf(clientOf().call('trainings.read', { params: { id } }))
    expect(error.code).toBe('NOT_FOUND')
    expect(error.message).toBe(problem.detail)
    expect(error.problems).toEqual([{ path: 'id', message: 'unknown' }])
    expect(error.facts.traceId).toBe(problem.traceId)
  })

  it('tells the page of the problem before it throws', async () => {
    answerWith(401, { ...problem, status: 401, code: 'UNAUTHENTICATED' })
    const seen: string[] = []
    const error = await errorOf(clientOf({ onProblem: ({ code }) => seen.push(code) }).call('session.read'))
    expect(seen).toEqual(['UNAUTHENTICATED'])
    expect(error.code).toBe('UNAUTHENTICATED')
  })

  it.each(['A_CODE_OF_TOMORROW', 'constructor', 'toString'])(
    'counts the unknown code %s as INTERNAL',
    async (code) => {
      answerWith(418, { ...problem, code })
      const error = await errorOf(clientOf().call('session.read'))
      expect(error.code).toBe('INTERNAL')
      expect(error.status).toBe(500)
    },
  )

  it('is SERVICE_UNAVAILABLE when an error comes without a reason', async () => {
    const seen: string[] = []
    for (const body of ['<h1>Bad gateway</h1>', '', '{"error":true}']) {
      answer = (_, response) => response.writeHead(502).end(body)
      const client = clientOf({ onProblem: ({ code }) => seen.push(code) })
      const error = await errorOf(client.call('session.read'))
      expect(error.code).toBe('SERVICE_UNAVAILABLE')
      expect(error.message).toContain('502')
    }
    expect(seen).toEqual([])
  })

  it('is SERVICE_UNAVAILABLE when a page answers instead of the platform', async () => {
    answer = (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>')
    expect((await errorOf(clientOf().call('session.read'))).code).toBe('SERVICE_UNAVAILABLE')
  })

  it('is INTERNAL, by field, when the answer is not what the contract says', async () => {
    answerWith(200, { needed: 'perhaps' })
    const error = await errorOf(clientOf().call('setup.read'))
    expect(error.code).toBe('INTERNAL')
    expect(error.problems.map(({ path }) => path)).toEqual(['needed'])
  })

  it.each([200, 500])('is PLATFORM_UNREACHABLE when an answer with status %i breaks off', async (status) => {
    answer = (request, response) => {
      response.writeHead(status, { 'content-length': '1000' })
      response.write('{"needed":', () => request.socket.destroy())
    }
    const error = await errorOf(clientOf().call('setup.read'))
    expect(error.code).toBe('PLATFORM_UNREACHABLE')
    expect(error.message).toContain('broke off')
  })

  it('is PLATFORM_UNREACHABLE, naming the address, when nobody answers', async () => {
    const gone = createServer()
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve))
    const silent = `http://127.0.0.1:${(gone.address() as AddressInfo).port}`
    await new Promise((resolve) => gone.close(resolve))
    const error = await errorOf(clientOf({ url: silent }).call('session.read'))
    expect(error.code).toBe('PLATFORM_UNREACHABLE')
    expect(error.message).toContain(silent)
    expect(error.retryable).toBe(true)
    expect(error.cause).toBeInstanceOf(Error)
  })

  it('says "this address" in a page, where the address is its own', async () => {
    const refuse: typeof fetch = () => Promise.reject(new TypeError('Failed to fetch'))
    const error = await errorOf(clientOf({ url: '', fetch: refuse }).call('session.read'))
    expect(error.message).toBe('Nobody answers at this address.')
  })
})
