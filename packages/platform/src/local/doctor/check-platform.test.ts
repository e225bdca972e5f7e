import { describe, expect, it } from 'vitest'
import { checkPlatform, type PlatformFacts } from './check-platform.ts'

const service = {
  name: 'ppo-agent',
  state: 'ready',
  pid: 1,
  version: '1',
  port: 1,
  restarts: 0,
  memoryBytes: 1,
  startedAt: null,
} as const
const status = {
  version: '1',
  url: 'http://127.0.0.1:3000',
  data: '/d',
  pid: 1,
  startedAt: '2026-01-31T12:00:00.000Z',
  services: [service],
  database: {
    kind: 'embedded',
    state: 'ready',
    version: '18.4',
    directory: '/d/postgres',
    pid: 2,
    port: 3,
    freeBytes: 1e9,
  },
  migrations: { applied: 5, pending: 0, latest: null },
} as const
const answered = (changes: object, deadLetters = 0): PlatformFacts => ({
  kind: 'answered',
  status: { ...status, ...changes } as never,
  work: { deadLetters },
})

describe('the check of the platform', () => {
  it('is content with one that is ready, and with none', () => {
    expect(checkPlatform(answered({}))).toMatchObject({
      state: 'ok',
      found: expect.stringContaining('are ready'),
    })
    expect(checkPlatform({ kind: 'away' }).state).toBe('ok')
  })

  it.each([
    [{ services: [{ ...service, state: 'restarting' }] }, 'ppo-agent is restarting'],
    [{ database: { ...status.database, state: 'unready' } }, 'the database is unready'],
    [{ migrations: { applied: 5, pending: 2, latest: null } }, '2 migrations are pending'],
  ])('names what is not ready', (changes, words) => {
    expect(checkPlatform(answered(changes))).toMatchObject({
      state: 'broken',
      found: expect.stringContaining(words),
    })
  })

  it('warns of events that were given up', () => {
    expect(checkPlatform(answered({}, 1))).toMatchObject({
      state: 'warning',
      found: expect.stringContaining('1 event was given up'),
    })
  })

  it('finds a supervisor that does not answer', () => {
    expect(checkPlatform({ kind: 'silent', pid: 42, url: 'http://x', data: '/d' })).toMatchObject({
      state: 'broken',
      mend: expect.stringContaining('`kill -9 42; ./tars up --data /d`'),
    })
  })
})
