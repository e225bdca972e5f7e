import { chmod, cp, mkdir, mkdtemp, readdir, readlink, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findPostgresBinaries, makeRunnable, repairLinks } from './binaries.ts'
import { runCommand } from './run-command.ts'
import { chooseServerAccount, findAccount } from './server-account.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tars-binaries-'))
  await chmod(folder, 0o755)
})

afterEach(() => rm(folder, { recursive: true, force: true }))

describe('the PostgreSQL that npm installed', () => {
  it('runs, and says the version that it was found with', async () => {
    const found = await findPostgresBinaries()
    const { code, output } = await runCommand(found.postgres, ['--version'], { timeoutMs: 10_000 })
    expect(code).toBe(0)
    expect(output).toContain(`(PostgreSQL) ${found.major}.`)
  })

  it('gets the library links that a refused install script did not make', async () => {
    const { root } = await findPostgresBinaries()
    await cp(root, join(folder, 'native'), { recursive: true, verbatimSymlinks: true })
    const library = join(folder, 'native', 'lib')
    for (const entry of await readdir(library, { withFileTypes: true })) {
      if (entry.isSymbolicLink()) await rm(join(library, entry.name))
    }
    const postgres = join(folder, 'native', 'bin', 'postgres')
    expect((await runCommand(postgres, ['--version'], { timeoutMs: 10_000 })).code).not.toBe(0)
    await repairLinks(folder)
    await repairLinks(folder)
    expect((await runCommand(postgres, ['--version'], { timeoutMs: 10_000 })).code).toBe(0)
    expect(await readlink(join(library, 'libicuuc.so.60'))).toBe('libicuuc.so.60.2')
  })

  it('whose links cannot be made says which', async () => {
    await mkdir(join(folder, 'native'))
    const links = [{ source: 'native/lib/a.so.1', target: 'native/lib/a.so' }]
    await writeFile(join(folder, 'native', 'pg-symlinks.json'), JSON.stringify(links))
    await expect(repairLinks(folder)).rejects.toMatchObject({
      code: 'POSTGRES_FAILED',
      facts: { link: join(folder, 'native', 'lib', 'a.so') },
    })
  })

  it('that does not run at all is reported with its own words', async () => {
    const found = await findPostgresBinaries()
    await expect(
      makeRunnable({ ...found, postgres: join(folder, 'missing') }, undefined, folder),
    ).rejects.toMatchObject({ code: 'POSTGRES_FAILED', message: expect.stringContaining('ENOENT') })
  })

  it.runIf(process.getuid?.() === 0)(
    'is copied once to where its account can reach it (needs root)',
    async () => {
      const found = await findPostgresBinaries()
      const account = (await chooseServerAccount())!
      const hidden = join(folder, 'hidden')
      await mkdir(hidden, { mode: 0o700 })
      await cp(found.root, join(hidden, 'native'), { recursive: true, verbatimSymlinks: true })
      const unreachable = {
        ...found,
        root: join(hidden, 'native'),
        postgres: join(hidden, 'native', 'bin', 'postgres'),
      }
      const system = join(folder, 'system')
      const [first, rival] = await Promise.all([
        makeRunnable(unreachable, account, system),
        makeRunnable(unreachable, account, system),
      ])
      expect(first.root).toBe(join(system, 'binaries', found.packageVersion))
      expect(rival.root).toBe(first.root)
      const { ino } = await stat(first.root)
      await makeRunnable(unreachable, account, system)
      expect((await stat(first.root)).ino).toBe(ino)
      expect(await readdir(join(system, 'binaries'))).toEqual([found.packageVersion])
      expect((await runCommand(first.initdb, ['--version'], { account, timeoutMs: 10_000 })).code).toBe(0)
    },
  )
})

describe('the account for the server', () => {
  it('is found by name, and absent ones are told apart', async () => {
    expect(await findAccount('nobody')).toMatchObject({ name: 'nobody', uid: expect.any(Number) })
    expect(await findAccount('no-such-account')).toBeUndefined()
  })
})
