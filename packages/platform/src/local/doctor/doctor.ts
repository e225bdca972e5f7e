import { userInfo } from 'node:os'
import { dirname } from 'node:path'
import { TarsError } from '@tars/contracts'
import { readPlatform } from '../platform-file.ts'
import { locatePostgres } from '../postgres/binaries.ts'
import { chooseServerAccount } from '../postgres/server-account.ts'
import { findAbandonedClusters } from './abandoned-clusters.ts'
import { type Check, outcomesOf } from './check.ts'
import { checkAbandoned } from './check-abandoned.ts'
import { checkAccount } from './check-account.ts'
import { checkClock, readClockFacts } from './check-clock.ts'
import { checkCluster } from './check-cluster.ts'
import { checkDatabaseUrl, readOutsideDatabase } from './check-database-url.ts'
import { checkDirectory, findNearest, readDirectoryFacts } from './check-directory.ts'
import { checkDisk, readRooms } from './check-disk.ts'
import { checkHolder, readHolderFacts } from './check-holder.ts'
import { checkInstallation } from './check-installation.ts'
import { checkLocalhost, readLocalhost } from './check-localhost.ts'
import { checkLoopback, readLoopbackFacts } from './check-loopback.ts'
import { checkMemory } from './check-memory.ts'
import { checkNode } from './check-node.ts'
import { checkNpm } from './check-npm.ts'
import { checkOpenFiles, readOpenFilesLimit } from './check-open-files.ts'
import { checkPlatform } from './check-platform.ts'
import { checkPort, readPortFacts } from './check-port.ts'
import { checkPostgres, readPostgresFacts } from './check-postgres.ts'
import { checkSecrets, readSecretsFacts } from './check-secrets.ts'
import { checkVariables } from './check-variables.ts'
import { readClusterFacts } from './cluster-facts.ts'
import { readInstallation } from './installation.ts'
import { readPlatformFacts } from './platform-facts.ts'
import { readToolVersion } from './tool-version.ts'
import { readVariables } from './variables.ts'

const checkMs = 20_000

/** What is to be examined. */
export interface ExaminationOptions {
  /** The data directory; it need not be there. */
  readonly data: string
  /** Port that `up` would use. */
  readonly port: number
  /** Whether `up` may take the next free port when that one is taken. */
  readonly portIsDefault: boolean
  /** The project's root. */
  readonly root: string
  /** A PostgreSQL to use instead of the embedded one. */
  readonly databaseUrl: string | undefined
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly fetch: typeof fetch
  /** Where root keeps what another account must reach; default `/var/lib/tars`. */
  readonly systemDirectory?: string
}

/** What a machine lacks. */
export interface Examination {
  /** Whether nothing is broken; warnings do not count. */
  readonly ok: boolean
  readonly checks: readonly Check[]
}

/**
 * Examines whether T.A.R.S. can run on this machine with this data directory, changing nothing. A check that cannot be made
 * says so and never hides the others.
 */
export async function examineMachine(options: ExaminationOptions): Promise<Examination> {
  const checks = await Promise.all(listChecks(options).map(({ id, check }) => withinBounds(id, check)))
  return { ok: checks.every(({ state }) => state !== 'broken'), checks }
}

interface NamedCheck {
  readonly id: string
  readonly check: () => Promise<Check>
}

function listChecks(options: ExaminationOptions): NamedCheck[] {
  return [...ofMachine(options), ...ofData(options), ...ofNetwork(options)]
}

function ofMachine({ data, root, environment, now }: ExaminationOptions): NamedCheck[] {
  const { platform: os, arch: cpu, versions } = process
  return [
    {
      id: 'node',
      check: async () =>
        checkNode({ running: versions.node, stock: await readToolVersion('node', environment) }),
    },
    { id: 'npm', check: async () => checkNpm(await readToolVersion('npm', environment)) },
    { id: 'installation', check: async () => checkInstallation(await readInstallation(root, { os, cpu })) },
    { id: 'variables', check: async () => checkVariables(await readVariables(root, environment)) },
    { id: 'clock', check: async () => checkClock(await readClockFacts(root, data, now())) },
    {
      id: 'memory',
      check: async () =>
        checkMemory({
          availableBytes: process.availableMemory(),
          isRunning: (await readPlatform(data)) !== undefined,
        }),
    },
    { id: 'open-files', check: async () => checkOpenFiles(await readOpenFilesLimit()) },
  ]
}

function ofData({
  data,
  databaseUrl,
  now,
  systemDirectory = '/var/lib/tars',
}: ExaminationOptions): NamedCheck[] {
  const isRoot = process.getuid?.() === 0
  const readCluster = async () => readClusterFacts(data, (await locatePostgres()).major)
  const readPlace = async () => {
    const { directory, state } = await readCluster()
    return { directory: dirname(directory), database: state.kind === 'complete' ? 'kept' : 'new' } as const
  }
  const outside = { directory: data, database: 'outside' } as const
  const account = async () =>
    checkAccount({ isRoot, userName: userInfo().username, account: await chooseServerAccount() })
  const embedded: NamedCheck[] = [
    { id: 'account', check: account },
    { id: 'postgres', check: async () => checkPostgres(await readPostgresFacts(await locatePostgres())) },
    { id: 'cluster', check: async () => checkCluster(await readCluster()) },
  ]
  return [
    { id: 'directory', check: async () => checkDirectory(await readDirectoryFacts(data)) },
    { id: 'holder', check: async () => checkHolder(await readHolderFacts(data, now())) },
    { id: 'secrets', check: async () => checkSecrets(await readSecretsFacts(data)) },
    {
      id: 'disk',
      check: async () => {
        const { directory, database } = databaseUrl === undefined ? await readPlace() : outside
        const folders = await Promise.all([data, directory].map(findNearest))
        return checkDisk({ rooms: await readRooms(folders), database })
      },
    },
    ...(databaseUrl === undefined ? embedded : []),
    {
      id: 'abandoned',
      check: async () => checkAbandoned(await findAbandonedClusters(systemDirectory, data)),
    },
  ]
}

function ofNetwork({
  data,
  port,
  portIsDefault,
  databaseUrl,
  fetch: send,
}: ExaminationOptions): NamedCheck[] {
  return [
    { id: 'loopback', check: async () => checkLoopback(await readLoopbackFacts()) },
    { id: 'localhost', check: async () => checkLocalhost(await readLocalhost()) },
    {
      id: 'port',
      check: async () => {
        const url = (await readPlatform(data))?.url
        return checkPort(await readPortFacts({ port, portIsDefault, url }))
      },
    },
    { id: 'database-url', check: async () => checkDatabaseUrl(await readOutsideDatabase(databaseUrl)) },
    { id: 'platform', check: async () => checkPlatform(await readPlatformFacts(data, send)) },
  ]
}

/** The check; a refusal of ours is one of the start, too, and whatever else keeps it from being made leaves all unknown. */
async function withinBounds(id: string, check: () => Promise<Check>): Promise<Check> {
  const slow = Promise.withResolvers<never>()
  const timer = setTimeout(() => slow.reject(new Error(`no answer in ${checkMs / 1000} s`)), checkMs)
  try {
    return await Promise.race([check(), slow.promise])
  } catch (error) {
    const { broken, unknown } = outcomesOf(id, id)
    if (error instanceof TarsError) {
      const why = 'T.A.R.S. does not start while this is so.'
      return broken({ found: error.message, why, mend: error.advice })
    }
    return unknown({
      found: `cannot be examined: ${(error as Error).message.split('\n', 1)[0]}`,
      why: 'Whether all is well here is not known.',
      mend: 'Run it as the user who starts T.A.R.S.: `./tars doctor`.',
    })
  } finally {
    clearTimeout(timer)
  }
}
