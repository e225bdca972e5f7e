import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listRefusedSettings, requireSettings } from './refused-settings.ts'

const root = resolve(import.meta.dirname, '../../../..')

describe('the settings of a caller', () => {
  it('are held against every service that reads them', async () => {
    const environment = {
      TARS_SWEEP_SECONDS: '0',
      TARS_LEASE_SECONDS: '0',
      TARS_PUBLIC_URL: 'home',
      TARS_REGION: 'eu',
    }
    const names = (await listRefusedSettings(root, environment)).map(({ name }) => name).sort()
    expect(names).toEqual(['TARS_LEASE_SECONDS', 'TARS_PUBLIC_URL', 'TARS_SWEEP_SECONDS'])
  })

  it('are let through when they are allowed, empty, or not a person’s to set', async () => {
    const environment = { TARS_SWEEP_SECONDS: '5', TARS_LEASE_SECONDS: '', TARS_PORT: 'none' }
    await requireSettings(root, environment)
    expect(await listRefusedSettings(root, environment)).toEqual([])
  })

  it('are refused all at once, without their values', async () => {
    const refused = requireSettings(root, { TARS_SWEEP_SECONDS: '-1', TARS_LOG_LEVEL: 'hidden' })
    await expect(refused).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(/TARS_LOG_LEVEL: must be one of.*TARS_SWEEP_SECONDS: must be at least/s),
    })
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('hidden') })
  })

  it('have no outside database whose address is none, and do not repeat it', async () => {
    const refused = requireSettings(root, { TARS_SWEEP_SECONDS: '-1' }, 'foo:hidden@db')
    await expect(refused).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      problems: [
        { path: 'TARS_SWEEP_SECONDS' },
        { path: 'TARS_DATABASE_URL', message: 'must be like postgresql://USER:PASSWORD@HOST:5432/DATABASE' },
      ],
    })
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('hidden') })
    await requireSettings(root, {}, 'postgresql://db/tars')
  })

  it('of a service without a schema beside it are its own affair; one that cannot be read is told', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tars-settings-'))
    try {
      expect(await listRefusedSettings(folder, { TARS_SWEEP_SECONDS: '-1' })).toEqual([])
      const source = join(folder, 'services', 'ppo-agent', 'src')
      await mkdir(source, { recursive: true })
      await writeFile(join(source, 'config.ts'), 'throw new Error("the schema is broken")')
      await expect(listRefusedSettings(folder, {})).rejects.toThrow('the schema is broken')
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
