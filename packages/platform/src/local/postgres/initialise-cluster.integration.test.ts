import { chmod, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findPostgresBinaries } from './binaries.ts'
import { readClusterState } from './cluster-state.ts'
import { initialiseCluster } from './initialise-cluster.ts'
import { chooseServerAccount } from './server-account.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tars-initialise-'))
  await chmod(folder, 0o755)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function initialiseBy(script: string): Promise<unknown> {
  const initdb = join(folder, 'initdb')
  await writeFile(initdb, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  const place = {
    directory: join(folder, 'postgres'),
    initialised: false,
    account: await chooseServerAccount(),
    pointer: undefined,
  }
  const binaries = { ...(await findPostgresBinaries()), initdb }
  return initialiseCluster(place, binaries, 'password').catch((error: unknown) => error)
}

describe('making a cluster', () => {
  it('works where the path of the binaries and of the cluster holds spaces, quotes and dollars', async () => {
    const odd = join(folder, `it's "a" $HOME of päths`)
    const found = await findPostgresBinaries()
    await cp(found.root, join(odd, 'native'), { recursive: true, verbatimSymlinks: true })
    await chmod(odd, 0o755)
    const root = join(odd, 'native')
    const binaries = {
      ...found,
      root,
      initdb: join(root, 'bin', 'initdb'),
      postgres: join(root, 'bin', 'postgres'),
    }
    const directory = join(odd, 'postgres')
    const place = { directory, initialised: false, account: await chooseServerAccount(), pointer: undefined }
    await initialiseCluster(place, binaries, 'password', { fsync: 'off' })
    expect(await readClusterState(directory, found.major)).toEqual({ kind: 'complete', major: found.major })
  })

  it('that fails tells the last words of initdb and leaves nothing behind', async () => {
    expect(await initialiseBy('echo "the stars are wrong" >&2; exit 3')).toMatchObject({
      code: 'POSTGRES_FAILED',
      message: expect.stringContaining('the stars are wrong'),
    })
    expect(await readdir(folder)).toEqual(['initdb'])
  })

  it('that runs out of space half-way blames the directory, not the server', async () => {
    const words = 'could not write to file "pg_wal/xlogtemp.29": No space left on device'
    expect(await initialiseBy(`echo '${words}' >&2; exit 1`)).toMatchObject({
      code: 'DATA_DIRECTORY_UNSUITABLE',
      message: expect.stringContaining(words),
    })
  })

  it('keeps the password out of the arguments, in a file that only the server can read', async () => {
    const seen = join(folder, 'seen')
    await writeFile(seen, '', { mode: 0o666 })
    await chmod(seen, 0o666)
    await initialiseBy(
      `for a in "$@"; do case $a in --pwfile=*) f=\${a#--pwfile=}; ls -ln "$f"; cat "$f";; esac; done > '${seen}'; echo "$@" >> '${seen}'; exit 1`,
    )
    const [listing, password, args] = (await readFile(seen, 'utf8')).split('\n')
    expect(listing).toMatch(/^-rw------- /)
    expect(password).toBe('password')
    expect(args).not.toMatch(/=password( |$)/)
  })
})
