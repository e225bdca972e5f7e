import { problemSchema } from '@tars/contracts'
import { mintApiKey } from '@tars/database'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../tests/harness/database.ts'
import { sendRaw } from '../tests/raw-request.ts'
import { type RunningApi, startApi } from '../tests/running-api.ts'

let api: RunningApi
beforeAll(async () => {
  api = await startApi(await createTestDatabase())
})
afterAll(() => api.dispose())

const json = { 'content-type': 'application/json' }
const post = (
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = json,
  path = '/api/v1/trainings',
) => api.ask(path, { as: 'admin', method: 'POST', headers, body })
const training = (fields: object) => JSON.stringify({ environment: 'CartPole-v1', ...fields })

async function expectProblem(
  answer: Promise<{ status: number; headers: Headers; json: unknown }>,
  status: number,
  code: string,
) {
  const { status: given, headers, json: problem } = await answer
  expect(problemSchema.parse(problem)).toMatchObject({ status, code })
  expect(given).toBe(status)
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(headers.get('x-trace-id')).toMatch(/^[0-9a-f]{32}$/)
  expect(problemSchema.parse(problem).traceId).toBe(headers.get('x-trace-id'))
  expect(JSON.stringify(problem)).not.toMatch(/SELECT|node_modules|\/src\/|at async/)
}

describe('a body', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)

  it.each([
    ['not JSON', 'environment=CartPole-v1'],
    ['truncated', '{"environment":"Cart'],
    ['cut in the middle of a character', bytes('{"agent":"ä"}').slice(0, 11)],
    ['with a byte order mark', bytes('\ufeff{}')],
    ['in UTF-16', new Uint8Array(Buffer.from('{}', 'utf16le'))],
    ['nested 200,000 deep', '['.repeat(200_000)],
    ['with __proto__', '{"environment":"x","__proto__":{"role":"admin"}}'],
  ])('%s is refused with 400', async (_, body) => {
    await expectProblem(post(body), 400, 'REQUEST_MALFORMED')
    expect('role' in {}).toBe(false)
  })

  it.each([
    ['with an integer beyond 2^53', '{"environment":"CartPole-v1","seed":9007199254740993}'],
    ['with 1e400', '{"environment":"CartPole-v1","seed":1e400}'],
    ['with U+0000', training({ agent: 'a\0b' })],
    ['with half a surrogate pair', String.raw`{"environment":"CartPole-v1","agent":"\ud800"}`],
    [
      'with fields that are not the caller’s to set',
      training({ state: 'completed', createdAt: 'x', isAdmin: true }),
    ],
    ['that is missing', ''],
    ['that is an array', '[]'],
    ['that is null', 'null'],
    ['with constructor.prototype', '{"environment":"x","constructor":{"prototype":{"a":1}}}'],
  ])('%s is refused with 422', async (_, body) => {
    await expectProblem(post(body), 422, 'REQUEST_INVALID')
  })

  it('that nobody reads does not keep its sender from the answer', async () => {
    const body = 'x'.repeat(5 * 2 ** 20)
    const unsigned = api.ask('/api/v1/trainings', { method: 'POST', headers: json, body })
    await expectProblem(unsigned, 401, 'UNAUTHENTICATED')
    const lost = api.ask('/api/v1/nothing', { method: 'POST', headers: json, body })
    await expectProblem(lost, 404, 'ROUTE_UNKNOWN')
    for (const { headers } of [await unsigned, await lost])
      expect(headers.get('connection')).not.toBe('close')
  })

  it('larger than 1 MiB is refused with 413, whether its length is stated or not', async () => {
    await expectProblem(post(training({ agent: 'x'.repeat(2 ** 20) })), 413, 'REQUEST_TOO_LARGE')
    const head = `POST /api/v1/sessions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n`
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`
    const chunked = await sendRaw(api.url, `${head}transfer-encoding: chunked\r\n\r\n`, chunk.repeat(200))
    expect(chunked).toMatch(/^HTTP\/1\.1 413 /)
    expect(chunked).toMatch(/connection: close/i)
    expect(await sendRaw(api.url, `${head}content-length: 1073741824\r\n\r\n{`)).toMatch(/^HTTP\/1\.1 413 /)
  })

  it('that is compressed or no JSON is refused with 415', async () => {
    await expectProblem(post('{}', { 'content-type': 'text/plain' }), 415, 'MEDIA_TYPE_UNSUPPORTED')
    await expectProblem(post('{}', { 'content-type': 'nonsense' }), 415, 'MEDIA_TYPE_UNSUPPORTED')
    await expectProblem(post('x', { ...json, 'content-encoding': 'gzip' }), 415, 'MEDIA_TYPE_UNSUPPORTED')
  })

  it('that breaks off leaves the server well', async () => {
    const head =
      'POST /api/v1/sessions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{'
    const { hostname, port } = new URL(api.url)
    const { connect } = await import('node:net')
    const socket = connect(Number(port), hostname)
    await new Promise((resolve) => socket.write(head, resolve))
    socket.resetAndDestroy()
    expect((await api.call('setup.read', undefined)).status).toBe(200)
  })
})

describe('a request', () => {
  it.each([
    [
      'with both length headers',
      'POST /api/v1/sessions HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}',
    ],
    ['with a space before a colon', 'GET /api/v1/setup HTTP/1.1\r\nhost : x\r\n\r\n'],
    ['with a method that is none', 'FROB /api/v1/setup HTTP/1.1\r\nhost: x\r\n\r\n'],
    [
      'with two Authorization headers',
      'GET /api/v1/agents HTTP/1.1\r\nhost: x\r\nauthorization: a\r\nauthorization: b\r\n\r\n',
    ],
    ['with a broken escape in its path', 'GET /api/v1/trainings/%zz HTTP/1.1\r\nhost: x\r\n\r\n'],
    ['that is no HTTP', 'hello\r\n\r\n'],
  ])('%s is refused with 400 as problem+json', async (_, text) => {
    const answer = await sendRaw(api.url, text)
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer).toContain('application/problem+json')
  })

  it.each([
    ['2,000 headers', Array.from({ length: 2_000 }, (_, at) => `x-${at}: 1\r\n`).join('')],
    ['a cookie of 64 KiB', `cookie: ${'x'.repeat(65_536)}\r\n`],
  ])('with %s is refused with 431', async (_, headers) => {
    const answer = await sendRaw(api.url, `GET /api/v1/setup HTTP/1.1\r\nhost: x\r\n${headers}\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 431 /)
    expect(answer).toContain('HEADERS_TOO_LARGE')
  })

  it.each(['/api/v1/..%2f..%2fetc', '/api/v1/trainings;a=b', '/etc/passwd', `/${'x'.repeat(8_000)}`])(
    'for %s finds nothing',
    async (path) => {
      await expectProblem(api.ask(path, { as: 'admin' }), 404, 'ROUTE_UNKNOWN')
    },
  )

  it.each(['', '..%2f..%2f', '%00', '%252e', 'x', '0190A6A0'])(
    'for the training %s is refused',
    async (id) => {
      await expectProblem(api.ask(`/api/v1/trainings/${id}`, { as: 'admin' }), 422, 'REQUEST_INVALID')
    },
  )

  it('with a method that the address does not know is told which there are', async () => {
    const answer = api.ask('/api/v1/trainings', { as: 'admin', method: 'DELETE' })
    await expectProblem(answer, 405, 'METHOD_NOT_ALLOWED')
    expect((await answer).headers.get('allow')).toBe('POST, GET, HEAD')
    const overridden = await api.ask('/api/v1/setup', { headers: { 'x-http-method-override': 'DELETE' } })
    expect(overridden.status).toBe(200)
  })

  it.each([
    'limit=-1',
    'limit=1e9',
    'limit=201',
    'limit=10&limit=20',
    'agent[]=x',
    'unknown=1',
    'agent=%00',
    'state=x',
  ])('with the query %s is refused with 422', async (query) => {
    await expectProblem(api.ask(`/api/v1/trainings?${query}`, { as: 'viewer' }), 422, 'REQUEST_INVALID')
  })

  it.each(['AAAA', 'A'.repeat(43), 'A'.repeat(512), '%F0%9F%A4%96', '..%2F'])(
    'with the cursor %s is refused',
    async (cursor) => {
      await expectProblem(
        api.ask(`/api/v1/policies?cursor=${cursor}`, { as: 'viewer' }),
        400,
        'CURSOR_INVALID',
      )
    },
  )

  it('is never answered with an error inside, whatever text it holds', async () => {
    const nasty = [
      "'; DROP TABLE users;--",
      '{{7*7}}#{7*7}',
      'a\r\nset-cookie: x=1',
      '\u202egnp.exe',
      'a'.repeat(10_000),
    ]
    for (const text of nasty) {
      const body = JSON.stringify({
        email: 'a@b.test',
        name: text,
        password: text.padEnd(12, 'x'),
        token: text,
      })
      const { status } = await api.ask('/api/v1/setup', { method: 'POST', headers: json, body })
      expect([403, 422]).toContain(status)
      expect(
        (await api.ask(`/api/v1/trainings?agent=${encodeURIComponent(text)}`, { as: 'viewer' })).status,
      ).toBeLessThan(500)
    }
  })

  it('carries a trace id of ours, not one that the client chose', async () => {
    const theirs = '0af7651916cd43dd8448eb211c80319c'
    const { headers } = await api.ask('/api/v1/setup', {
      headers: { traceparent: `00-${theirs}-b7ad6b7169203331-01` },
    })
    expect(headers.get('x-trace-id')).toMatch(/^[0-9a-f]{32}$/)
    expect(headers.get('x-trace-id')).not.toBe(theirs)
  })

  it('gets an answer that is safe to show in a browser', async () => {
    const { headers } = await api.ask('/api/v1/setup')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('an API key', () => {
  const refused = async (authorization: string) => {
    const answer = api.ask('/api/v1/agents', { headers: { authorization } })
    await expectProblem(answer, 401, 'UNAUTHENTICATED')
    expect((await answer).headers.get('www-authenticate')).toBe('Bearer')
  }

  it('with a wrong checksum, prefix, length or scheme is refused', async () => {
    const { key } = mintApiKey('x', 'test')
    const flipped = `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`
    const texts = [
      flipped,
      key.replace('tars_', 'tarz_'),
      key.replace('_', ' '),
      `${key}x`,
      'x'.repeat(300),
      '',
    ]
    for (const text of texts) await refused(`Bearer ${text}`)
    await refused(`Basic ${api.keys.admin}`)
    await refused(api.keys.admin)
  })

  it('with the right id and a wrong secret is refused, 10,000 times with hardly a look at the database', async () => {
    const { createAuthenticator } = await import('./authenticate.ts')
    let queries = 0
    const sql = {
      query: async <Row>(text: string, values?: readonly unknown[]) => {
        queries++
        return api.database.query<Row>(text, values)
      },
    }
    const authenticator = createAuthenticator({ sql, pepper: 'another pepper than theirs' })
    for (let turn = 0; turn < 10_000; turn++) {
      const authorization = `Bearer ${api.keys.admin}`
      expect(await authenticator.identify({ authorization, sessionToken: undefined })).toBeUndefined()
    }
    expect(queries).toBeLessThan(10)
  })
})
