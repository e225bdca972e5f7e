import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { holdDataDirectory } from '../data-lock.ts'
import { writePlatformFile } from '../platform-file.ts'
import { readPlatformFacts } from './platform-facts.ts'

const url = 'http://127.0.0.1:3000'
const status = {
  version: '1',
  url,
  data: '/d',
  pid: 1,
  startedAt: '2026-01-31T12:00:00.000Z',
  services: [],
  database: {
    kind: 'embedded',
    state: 'ready',
    version: '18.4',
    directory: '/d',
    pid: 2,
    port: 3,
    freeBytes: 1e9,
  },
  migrations: { applied: 5, pending: 0, latest: null },
}
const count = { queued: 0, running: 0 }
const work = {
  trainings: count,
  runs: count,
  verifications: count,
  oldestQueuedAt: null,
  outboxRows: 0,
  deadLetters: 3,
  at: '2026-01-31T12:00:00.000Z',
}

/** Answers by the end of the address, and notes with which authorisation it was asked. */
function answering(answers: Record<string, unknown>) {
  const asked: (string | null)[] = []
  const send: typeof fetch = async (input, init) => {
    asked.push(new Headers(init?.headers).get('authorization'))
    const found = Object.entries(answers).find(([end]) => String(input).endsWith(end))
    if (found === undefined) throw new TypeError('fetch failed')
    return Response.json(found[1])
  }
  return { asked, send }
}

describe('what a running platform tells the doctor', () => {
  let data: string
  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'tars-facts-'))
  })
  afterEach(() => rm(data, { recursive: true }))

  async function run<T>(ask: () => Promise<T>): Promise<T> {
    await using _lock = await holdDataDirectory(data)
    await writePlatformFile(data, {
      pid: process.pid,
      url,
      controlUrl: 'http://127.0.0.1:3001',
      controlToken: 'token',
      version: '1',
      startedAt: '2026-01-31T12:00:00.000Z',
    })
    return await ask()
  }

  it('is nothing where none runs', async () => {
    expect(await readPlatformFacts(data, answering({}).send)).toEqual({ kind: 'away' })
  })

  it('is its status, asked with the token of its control, and its work, asked with the key', async () => {
    await writeFile(join(data, 'key'), 'the key\n')
    const { asked, send } = answering({ '/status': status, '/system/work': work })
    const facts = await run(() => readPlatformFacts(data, send))
    expect(facts).toMatchObject({ kind: 'answered', status: { pid: 1 }, work: { deadLetters: 3 } })
    expect(asked).toEqual(['Bearer token', 'Bearer the key'])
  })

  it('is the status alone where the API is away or the key cannot be read', async () => {
    const { send } = answering({ '/status': status })
    expect(await run(() => readPlatformFacts(data, send))).toMatchObject({
      kind: 'answered',
      work: undefined,
    })
    await writeFile(join(data, 'key'), 'the key\n')
    expect(await run(() => readPlatformFacts(data, send))).toMatchObject({
      kind: 'answered',
      work: undefined,
    })
  })

  it('is silence where the supervisor does not answer, or answers something else', async () => {
    const silent = { kind: 'silent', pid: process.pid, url, data }
    expect(await run(() => readPlatformFacts(data, answering({}).send))).toEqual(silent)
    expect(await run(() => readPlatformFacts(data, answering({ '/status': 'hello' }).send))).toEqual(silent)
  })
})
