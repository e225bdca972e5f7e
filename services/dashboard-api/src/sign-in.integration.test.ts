import { principalSchema } from '@tars/contracts'
import { revokeApiKey } from '@tars/database'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../tests/harness/database.ts'
import { addKey, type RunningApi, startApi } from '../tests/running-api.ts'

let api: RunningApi
beforeAll(async () => {
  api = await startApi(await createTestDatabase())
})
afterAll(() => api.dispose())

const ada = { email: 'Ada@tars.test', name: 'Ada', password: 'correct horse battery' }
const json = { 'content-type': 'application/json' }

async function newToken() {
  const { link } = (await api.call('setup.link', 'admin')).json
  const { origin, pathname, hash } = new URL(link)
  expect(`${origin}${pathname}`).toBe(`${api.publicUrl}/setup`)
  return hash.replace('#token=', '')
}

const cookieOf = (headers: Headers) => headers.getSetCookie()[0]?.split(';')[0] ?? ''
const signIn = (fields: object = {}, headers = {}) =>
  api.ask('/api/v1/sessions', {
    method: 'POST',
    headers: { ...json, ...headers },
    body: JSON.stringify({ email: ada.email, password: ada.password, ...fields }),
  })
const whoIs = (cookie: string) => api.ask('/api/v1/sessions/current', { headers: { cookie } })

describe('setting up', () => {
  it('makes the first administrator with a link that works once', async () => {
    expect((await api.call('setup.read', undefined)).json).toEqual({ needed: true })
    const token = await newToken()
    const first = await api.call('setup.complete', undefined, { body: { ...ada, token } })
    expect(first.status).toBe(201)
    expect(first.json).toMatchObject({ kind: 'user', role: 'admin', email: ada.email })
    expect(first.headers.getSetCookie()[0]).toMatch(/HttpOnly; SameSite=Strict; Secure$/)
    expect((await whoIs(cookieOf(first.headers))).json).toEqual(first.json)
    const again = await api.call('setup.complete', undefined, { body: { ...ada, token } })
    expect(again.problem.code).toBe('SETUP_LINK_INVALID')
    expect((await api.call('setup.read', undefined)).json).toEqual({ needed: false })
  })

  it('lets a person who forgot their password choose a new one with a new link', async () => {
    const password = 'another horse battery'
    const before = await signIn()
    const { id } = before.json as { id: string }
    const cookie = cookieOf(before.headers)
    const reset = await api.call('setup.complete', undefined, {
      body: { ...ada, password, token: await newToken() },
    })
    expect(reset.json.id).toBe(id)
    expect((await whoIs(cookie)).status).toBe(401)
    expect((await whoIs(cookieOf(reset.headers))).status).toBe(200)
    expect((await signIn()).problem.code).toBe('CREDENTIALS_WRONG')
    await api.call('setup.complete', undefined, { body: { ...ada, token: await newToken() } })
  })

  it('makes a link worthless when a newer one is made', async () => {
    const older = await newToken()
    await newToken()
    const { problem } = await api.call('setup.complete', undefined, { body: { ...ada, token: older } })
    expect(problem.code).toBe('SETUP_LINK_INVALID')
  })

  it('keeps neither token nor password', async () => {
    const token = await newToken()
    const rows = await api.database.query('SELECT u.*, s.*, l.* FROM users u, sessions s, setup_links l')
    const audit = await api.database.query('SELECT * FROM audit')
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify([rows, audit])).not.toContain(token)
    expect(JSON.stringify([rows, audit])).not.toContain(ada.password)
  })
})

describe('signing in', () => {
  it('works whatever the case of the e-mail address, and says who one is', async () => {
    const { status, json: principal, headers } = await signIn({ email: 'ada@TARS.test' })
    expect(status).toBe(201)
    expect(principalSchema.parse(principal).permissions).toContain('administer')
    expect((await whoIs(cookieOf(headers))).json).toEqual(principal)
  })

  it('tells a wrong password and an unknown person apart by nothing', async () => {
    const answers = [await signIn({ password: 'wrong' }), await signIn({ email: 'nobody@tars.test' })]
    const [one, other] = answers.map(({ problem }) => ({ ...problem, traceId: null }))
    expect(one).toEqual(other)
    expect(one?.code).toBe('CREDENTIALS_WRONG')
  })

  it('ends with signing out, at once', async () => {
    const cookie = cookieOf((await signIn()).headers)
    expect((await whoIs(cookie)).status).toBe(200)
    const headers = { cookie, origin: api.publicUrl }
    const out = await api.ask('/api/v1/sessions/current', { method: 'DELETE', headers })
    expect(out.status).toBe(204)
    expect(out.headers.getSetCookie()[0]).toMatch(/^tars_session=; Path=\/; Max-Age=0/)
    expect((await whoIs(cookie)).problem.code).toBe('UNAUTHENTICATED')
  })

  it('refuses a made-up session, and an API key that signs out changes nothing', async () => {
    expect((await whoIs(`tars_session=${'A'.repeat(43)}`)).status).toBe(401)
    expect((await whoIs('tars_session=short')).status).toBe(401)
    expect((await api.call('session.delete', 'viewer')).status).toBe(204)
    expect((await api.call('session.read', 'viewer')).json).toMatchObject({ kind: 'key', role: 'viewer' })
  })

  it('is refused after ten attempts within a minute, with the time to wait', async () => {
    const attempt = () => signIn({ email: 'guessed@tars.test', password: 'wrong' })
    for (let turn = 0; turn < 10; turn++) expect((await attempt()).status).toBe(401)
    const refused = await attempt()
    expect(refused.problem.code).toBe('RATE_LIMITED')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

describe('a change made with a session', () => {
  const change = (cookie: string, headers: Record<string, string>) =>
    api.ask('/api/v1/live-tickets', { method: 'POST', headers: { cookie, ...headers } })

  it('must come from our own page', async () => {
    const cookie = cookieOf((await signIn()).headers)
    expect((await change(cookie, {})).problem.code).toBe('ORIGIN_REFUSED')
    expect((await change(cookie, { origin: 'https://evil.test' })).problem.code).toBe('ORIGIN_REFUSED')
    expect((await change(cookie, { origin: 'null' })).problem.code).toBe('ORIGIN_REFUSED')
    expect((await change(cookie, { origin: api.publicUrl })).status).toBe(201)
    const forwarded = { origin: 'http://tars.lan:3000', 'x-forwarded-host': 'tars.lan:3000' }
    expect((await change(cookie, forwarded)).status).toBe(201)
  })

  it('cannot be a sign-in from a page of another site', async () => {
    expect((await signIn({}, { origin: 'https://evil.test' })).problem.code).toBe('ORIGIN_REFUSED')
  })
})

describe('an API key', () => {
  it('counts no more within 2 s of being revoked', async () => {
    const key = await addKey(api.database, 'viewer')
    const headers = { authorization: `Bearer ${key}` }
    const isAccepted = async () => (await api.ask('/api/v1/agents', { headers })).status === 200
    expect(await isAccepted()).toBe(true)
    await revokeApiKey(api.database, key.split('_')[2] ?? '')
    const revokedAt = performance.now()
    while (await isAccepted()) expect(performance.now() - revokedAt).toBeLessThan(2_000)
  })
})
