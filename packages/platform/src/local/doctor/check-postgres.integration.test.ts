import { chmod, cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listMissingLinks, locatePostgres, type PostgresBinaries } from '../postgres/binaries.ts'
import { checkPostgres, readPostgresFacts } from './check-postgres.ts'

let folder: string
let binaries: PostgresBinaries
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tars-check-postgres-'))
  const found = await locatePostgres()
  const root = join(folder, 'native')
  await cp(found.root, root, { recursive: true, verbatimSymlinks: true })
  binaries = { ...found, root, postgres: join(root, 'bin', 'postgres'), initdb: join(root, 'bin', 'initdb') }
})
afterEach(() => rm(folder, { recursive: true }))

const check = async () => checkPostgres(await readPostgresFacts(binaries))

describe('the check of PostgreSQL', () => {
  it('runs the programs that npm installed', async () => {
    expect(await check()).toMatchObject({
      state: 'ok',
      found: expect.stringMatching(`^${binaries.major}\\.\\d+$`),
    })
  })

  it('finds a program that is missing, and one that may not be run', async () => {
    await chmod(binaries.initdb, 0o644)
    expect(await check()).toMatchObject({
      id: 'postgres',
      state: 'broken',
      found: expect.stringMatching(/initdb does not run here: .*EACCES/),
    })
    await rm(binaries.postgres)
    expect(await check()).toMatchObject({
      state: 'broken',
      found: expect.stringMatching(/postgres does not run here: .*ENOENT/),
      mend: expect.stringContaining('`npm ci --include=dev`'),
    })
  })

  it('leaves links that are missing to the start, which must be able to make them', async () => {
    const library = join(binaries.root, 'lib')
    const links = (await readdir(library, { withFileTypes: true })).filter((entry) => entry.isSymbolicLink())
    for (const { name } of links) await rm(join(library, name))
    const missing = await listMissingLinks(folder)
    expect(missing.map(({ link }) => basename(link))).toContain('libicuuc.so.60')
    expect(await check()).toMatchObject({ state: 'ok', found: expect.stringContaining('a start makes') })
    expect(await listMissingLinks(folder)).toEqual(missing)
    const lockedFolder = library
    expect(checkPostgres({ ...(await readPostgresFacts(binaries)), lockedFolder })).toMatchObject({
      state: 'broken',
      found: `PostgreSQL needs ${missing.length} links in ${library}, which this user may not write`,
    })
  })
})
