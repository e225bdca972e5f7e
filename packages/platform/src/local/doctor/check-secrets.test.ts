import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSecrets } from '../secrets.ts'
import { checkSecrets, readSecretsFacts } from './check-secrets.ts'

let data: string
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'tars-secrets-'))
})
afterEach(() => rm(data, { recursive: true }))

const check = async () => checkSecrets(await readSecretsFacts(data))

describe('the check of the secrets', () => {
  it('is content where there are none, makes none, and with those that a start has made', async () => {
    expect(await check()).toMatchObject({ state: 'ok', found: expect.stringContaining('a start makes it') })
    expect(await readdir(data)).toEqual([])
    await openSecrets(data)
    expect(await check()).toMatchObject({ state: 'ok', found: `${join(data, 'secrets.json')} can be used` })
  })

  it.each(['', '{"databasePassword":"hunter2"', '{"databasePassword":"hunter2"}'])(
    'finds broken what a start refuses: %j',
    async (text) => {
      await writeFile(join(data, 'secrets.json'), text)
      const found = await check()
      expect(found).toMatchObject({
        id: 'secrets',
        state: 'broken',
        found: expect.stringMatching(
          /secrets\.json does not hold databasePassword, keyPepper, cursorSecret$/,
        ),
        mend: expect.stringContaining('restore it from a backup'),
      })
      expect(JSON.stringify(found)).not.toContain('hunter2')
    },
  )

  it('finds broken what cannot be read, and says why', async () => {
    await mkdir(join(data, 'secrets.json'))
    expect(await check()).toMatchObject({ state: 'broken', found: expect.stringContaining('EISDIR') })
  })
})
