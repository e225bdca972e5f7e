import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSecrets } from './secrets.ts'

let data: string
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'tars-secrets-'))
})
afterEach(() => rm(data, { recursive: true }))

describe('the secrets of an installation', () => {
  it('are made once, differ from each other, and only their owner can read them', async () => {
    const secrets = await openSecrets(data)
    expect(new Set(Object.values(secrets)).size).toBe(3)
    for (const secret of Object.values(secrets)) expect(secret).toMatch(/^[\w-]{43}$/)
    expect((await stat(join(data, 'secrets.json'))).mode & 0o777).toBe(0o600)
    expect(await openSecrets(data)).toEqual(secrets)
  })

  it('that were damaged are never replaced silently, and are not shown', async () => {
    for (const text of ['', '{}', '{"databasePassword":"hunter2","keyPepper":""}', '[]', 'null']) {
      await writeFile(join(data, 'secrets.json'), text)
      const error = await openSecrets(data).catch((problem) => problem)
      expect(error).toMatchObject({ code: 'DATA_DIRECTORY_UNSUITABLE' })
      expect(error.message).not.toContain('hunter2')
    }
  })

  it('that cannot be read say why', async () => {
    await mkdir(join(data, 'secrets.json'))
    await expect(openSecrets(data)).rejects.toMatchObject({
      code: 'DATA_DIRECTORY_UNSUITABLE',
      message: expect.stringContaining('EISDIR'),
    })
  })
})
