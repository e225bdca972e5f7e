import { chmod, copyFile, cp, mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { SystemStatus } from '@tars/contracts'
import { findFreePort } from '@tars/platform'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeFreshClone } from './fresh-clone.ts'
import { listNotes, listProcesses } from './leftovers.ts'
import { factors, type MachineCase, machineCases, pairsThatMatter } from './matrix.ts'
import { type StockTools, unpackStockTools } from './stock-tools.ts'
import { type CommandOptions, demand, runSystem } from './system-command.ts'
import { isRoot, makePlainUser, ownAccount, type TestAccount } from './test-account.ts'

const oddName = `it's "a" päth with spaces`
const ownVariables =
  /^(npm_|NPM_CONFIG_|TARS_|VITEST|NODE_OPTIONS|NODE_PATH|INIT_CWD|PATH$|HOME$|USER$|LOGNAME$|XDG_)/

interface Trained {
  policy: string
  weightHash: string
}

describe('the cases', () => {
  it.each(pairsThatMatter)('hold every pair of %s and %s', (one, other) => {
    for (const a of factors[one]) {
      for (const b of factors[other]) {
        const met = machineCases.some((machine) => machine[one] === a && machine[other] === b)
        expect(met, `${one} ${a} with ${other} ${b}`).toBe(true)
      }
    }
  })
})

describe('a fresh clone', () => {
  let folder: string
  let stockTools: StockTools
  let plainUser: TestAccount
  let weightHash: string | undefined

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tars-machines-'))
    await chmod(folder, 0o755)
    stockTools = await unpackStockTools(folder)
    plainUser = isRoot ? await makePlainUser() : ownAccount()
    if (isRoot) await lendCache(plainUser)
  })

  afterAll(async () => {
    await plainUser?.[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })

  it.concurrent.for(machineCases)(
    'of $account in $place, with Node.js $node and npm $npm, starts, trains, evaluates and leaves nothing',
    async (machine, context) => {
      const system = `${process.platform} ${process.arch}`
      context.skip(system !== 'linux x64', `the stock tools are for linux x64, this is ${system}`)
      context.skip(machine.account === 'root' && !isRoot, 'needs root')
      await runCase(machine)
    },
  )

  async function runCase(machine: MachineCase): Promise<void> {
    const account = machine.account === 'root' ? ownAccount() : plainUser
    const parent = await makePlace(machine, account)
    const clone = join(parent, 'tars')
    try {
      await makeFreshClone(clone)
      if (account.ids) await demand('chown', ['-R', `${account.ids.uid}:${account.ids.gid}`, parent])
      await liveThere(clone, { cwd: clone, env: await variablesOf(machine, account), account: account.ids })
    } finally {
      await rm(parent, { recursive: true, force: true, maxRetries: 5 })
    }
  }

  async function liveThere(clone: string, options: CommandOptions): Promise<void> {
    const tars = async <Answer>(...argv: string[]) =>
      JSON.parse(await demand(join(clone, 'tars'), [...argv, '--json'], options)) as Answer
    const before = await describeTree(clone, options)
    const port = String(await findFreePort())
    let cluster = ''
    try {
      const { url } = await tars<{ url: string }>('up', '--detach', '--empty', '--port', port)
      expect(url).toBe(`http://127.0.0.1:${port}`)
      const { database } = await tars<SystemStatus>('status')
      cluster = database.directory ?? ''
      const order = ['--environment', 'CartPole-v1', '--seed', '1', '--steps', '4096']
      const trained = await tars<Trained>('train', 'ppo', ...order)
      // The same weights on every machine.
      weightHash ??= trained.weightHash
      expect(trained.weightHash).toBe(weightHash)
      const evaluated = await runSystem(
        join(clone, 'tars'),
        ['evaluate', trained.policy, '--episodes', '20', '--seed', '0', '--json'],
        options,
      )
      expect(JSON.parse(evaluated.stdout)).toHaveProperty('verdict')
      expect(await tars('doctor', '--port', port)).toMatchObject({ ok: true })
    } finally {
      await tars('down')
      if (cluster.startsWith('/var/lib/tars/')) await rm(dirname(cluster), { recursive: true })
    }
    expect(await listProcesses([clone, cluster])).toEqual([])
    expect(listNotes(join(clone, '.tars'))).toEqual([])
    expect(await describeTree(clone, options)).toBe(before)
  }

  /** Changes of the tree as git tells them: an installation must not make any. */
  const describeTree = (clone: string, options: CommandOptions) =>
    demand('git', ['-C', clone, 'status', '--porcelain'], options)

  async function makePlace(
    { place, account: who, node }: MachineCase,
    account: TestAccount,
  ): Promise<string> {
    if (place === 'home') return mkdtemp(join(account.home, 'tars-machines-'))
    const parent = join(folder, place === 'odd path' ? `${oddName} ${node}` : `closed ${who}`)
    await mkdir(parent, { mode: place === 'odd path' ? 0o755 : 0o700 })
    return parent
  }

  async function variablesOf(
    machine: MachineCase,
    account: TestAccount,
  ): Promise<Record<string, string | undefined>> {
    const inherited = Object.entries(process.env).filter(([name]) => !ownVariables.test(name))
    return {
      ...Object.fromEntries(inherited),
      PATH: [await stockTools(machine), '/usr/bin', '/bin'].join(':'),
      HOME: account.home,
      npm_config_prefer_offline: 'true',
    }
  }
})

/** Gives a user the npm set-up and the packages that whoever runs the tests has, so that nothing is fetched twice. */
async function lendCache({ home, ids }: TestAccount): Promise<void> {
  const [cache, configuration] = await Promise.all(
    ['cache', 'userconfig'].map(async (name) =>
      (await demand('npm', ['config', 'get', name], { cwd: homedir() })).trim(),
    ),
  )
  await cp(join(cache!, '_cacache'), join(home, '.npm', '_cacache'), { recursive: true })
  const isThere = await stat(configuration!).then(
    () => true,
    () => false,
  )
  if (isThere) await copyFile(configuration!, join(home, '.npmrc'))
  await demand('chown', ['-R', `${ids?.uid}:${ids?.gid}`, home])
}
