import type { SystemStatus } from '@tars/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../harness/database.ts'
import { createInstallation, type TestInstallation } from '../harness/launch.ts'

describe('a platform on a PostgreSQL of its own', () => {
  let test: TestDatabase
  let installation: TestInstallation

  beforeAll(async () => {
    test = await createTestDatabase()
    installation = await createInstallation({ TARS_DATABASE_URL: test.url })
  })

  afterAll(async () => {
    await installation[Symbol.asyncDispose]()
    await test.dispose()
  })

  it('uses it instead of starting one, and never shows its password', async () => {
    const up = await installation.tars('up', '--detach', '--empty', '--json')
    expect(up.code).toBe(0)
    const status = await installation.tars('status', '--json')
    const document = JSON.parse(status.stdout) as SystemStatus
    expect(document.database).toMatchObject({ kind: 'external', state: 'ready', directory: null, pid: null })
    const { password } = new URL(test.url)
    expect(password.length).toBeGreaterThan(10)
    for (const text of [up.stdout, up.stderr, status.stdout]) expect(text).not.toContain(password)
  })

  it('trains there, and leaves the data there', async () => {
    await installation.json('train', 'ppo', '--environment', 'CartPole-v1', '--steps', '2048')
    await installation.tars('down')
    const [row] = await test.database.query<{ count: number }>('SELECT count(*) AS count FROM policies')
    expect(row?.count).toBe(1)
  })

  it('says which server is not there, without its password', async () => {
    const url = new URL(test.url)
    url.port = '1'
    await using away = await createInstallation({ TARS_DATABASE_URL: url.href })
    const { code, stderr } = await away.tars('up', '--detach', '--empty')
    expect(code).toBe(3)
    expect(stderr).toContain('127.0.0.1:1')
    expect(stderr).not.toContain(url.password)
  })
})
