import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { findFreePort } from '@tars/platform'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeSetUp, type RunWith, type SetUp } from './set-up.ts'
import { runSystem } from './system-command.ts'
import { isRoot } from './test-account.ts'
import { expectDocumented, type Replacements } from './troubleshooting.ts'

const up = ['up', '--detach', '--empty', '--json']
let setUp: SetUp
beforeEach(async () => {
  setUp = await makeSetUp()
})
afterEach(() => setUp[Symbol.asyncDispose]())

const atHome = (): Replacements => [[setUp.folder, '/home/you']]

/** A command that runs another after this line of shell, in namespaces of its own. */
const apart = (namespace: string, line: string): RunWith => ({
  within: ['unshare', namespace, 'sh', '-c', `${line} && exec "$@"`, 'sh'],
})

/** Why namespaces cannot be had here; undefined: they can. */
async function refusalOf({ within = [] }: RunWith): Promise<string | undefined> {
  const [file = '', ...argv] = [...within, 'true']
  const { code, stderr } = await runSystem(file, argv)
  return code === 0 ? undefined : `a namespace cannot be set up here: ${stderr.trim()}`
}

describe('the port', () => {
  it('that somebody else listens on is found with who it is, and refused by up', async () => {
    const port = await findFreePort()
    const server = createServer().listen(port, '127.0.0.1')
    await once(server, 'listening')
    try {
      const found = await setUp.doctor(['--port', String(port)])
      expect(found).toMatchObject({ code: 1, ok: false })
      expect(found.check('port')?.found).toContain(`pid ${process.pid} `)
      const replacements: Replacements = [
        [String(port), '3000'],
        [String(port + 1), '3001'],
      ]
      await expectDocumented('port-taken', [found.check('port')], replacements)
      const { code, stderr } = await setUp.tars([...up, '--port', String(port)])
      expect(code).toBe(1)
      expect(stderr).toContain(`Port ${port} is taken by pid ${process.pid} `)
    } finally {
      server.close()
    }
  })
})

describe('the settings', () => {
  it('that a service would refuse are found, and refused by up before anything starts', async () => {
    const runWith = { variables: { TARS_TRAINERS_MAX: '999', TARS_LOG_LEVEL: 'loud' } }
    const found = await setUp.doctor([], runWith)
    await expectDocumented('settings', [found.check('variables')], atHome())
    const { code, stderr } = await setUp.tars(up, runWith)
    expect(code).toBe(2)
    expect(stderr).toContain('TARS_TRAINERS_MAX: must be at most 64')
    expect(stderr).toContain('TARS_LOG_LEVEL: must be one of')
  })

  it('that name a database which is away are found, without its password', async () => {
    const TARS_DATABASE_URL = `postgresql://tars:hidden@127.0.0.1:${await findFreePort()}/tars`
    const found = await setUp.doctor([], { variables: { TARS_DATABASE_URL } })
    expect(JSON.stringify(found)).not.toContain('hidden')
    const { port } = new URL(TARS_DATABASE_URL)
    await expectDocumented('database-away', [found.check('database-url')], [[port, '5432']])
    const { code, stderr } = await setUp.tars(up, { variables: { TARS_DATABASE_URL } })
    expect(code).toBe(3)
    expect(stderr).toContain(`The database at 127.0.0.1:${port} cannot be reached`)
  })
})

describe('the clock', () => {
  /** A clock that is so many years off, for every Node.js of the command. */
  const shifted = (years: number): RunWith => {
    const milliseconds = years * 365 * 24 * 3_600_000
    const source = `const Real = Date; globalThis.Date = class extends Real {
      constructor(...given) { given.length === 0 ? super(Real.now() + ${milliseconds}) : super(...given) }
      static now() { return Real.now() + ${milliseconds} } }`
    const loader = `data:text/javascript,${encodeURIComponent(source)}`
    return { variables: { NODE_OPTIONS: `--import=${loader}` } }
  }

  it('that is ten years behind is found, and told by up, which starts all the same', async () => {
    const found = await setUp.doctor([], shifted(-10))
    expect(found).toMatchObject({ code: 1, ok: false })
    await expectDocumented('clock', [found.check('clock')], [[/says 20[^,]*/g, 'says 1999-12-31 12:00']])
    const { code, stderr } = await setUp.tars(up, shifted(-10))
    expect(stderr).toMatch(/clock .*\(failed\)\n? *the clock says 20\d\d/)
    expect(code).toBe(0)
  })

  it('that is twenty years ahead is found', async () => {
    expect((await setUp.doctor([], shifted(20))).check('clock')).toMatchObject({
      state: 'broken',
      found: expect.stringContaining('years after these sources were committed'),
    })
  })

  it('that faketime sets, for every program, is found', async (context) => {
    const { code } = await runSystem('faketime', ['--version'])
    context.skip(code !== 0, 'faketime is not installed')
    const found = await setUp.doctor([], { within: ['faketime', '2016-01-31 12:00:00'] })
    expect(found.check('clock')).toMatchObject({ state: 'broken' })
  })
})

describe('the network', () => {
  it('without IPv6 is enough to start, and nothing is missed', async (context) => {
    const runWith = apart('--net', 'ip link set lo up && sysctl -qw net.ipv6.conf.all.disable_ipv6=1')
    const reason = await refusalOf(runWith)
    context.skip(reason !== undefined, reason)
    const found = await setUp.doctor([], runWith)
    expect(found.check('loopback')).toMatchObject({
      state: 'ok',
      found: expect.stringContaining('there is no ::1'),
    })
    // The whole life in one namespace: what is started there can be reached from there only.
    const life = apart(
      '--net',
      `ip link set lo up && sysctl -qw net.ipv6.conf.all.disable_ipv6=1 &&
      "$1" up --detach --empty --data '${setUp.data}' >&2 && "$1" status --json --data '${setUp.data}'`,
    )
    const { code, stderr } = await setUp.tars(['down', '--json'], life)
    expect(stderr).toContain('runs at http://127.0.0.1:')
    expect(code).toBe(0)
  })

  it('without 127.0.0.1 is found, and refused by up', async (context) => {
    const runWith = apart('--net', 'ip link set lo up && ip address del 127.0.0.1/8 dev lo')
    const reason = await refusalOf(runWith)
    context.skip(reason !== undefined, reason)
    const found = await setUp.doctor([], runWith)
    expect(found).toMatchObject({ code: 1, ok: false })
    await expectDocumented('loopback', [found.check('loopback')], atHome())
    const { code, stderr } = await setUp.tars(up, runWith)
    expect(code).toBe(1)
    expect(stderr).toContain('127.0.0.1 cannot be used: this machine has no such address')
  })
})

describe('the accounts', () => {
  it('without any to lend to PostgreSQL are found, and refused by up', async (context) => {
    context.skip(!isRoot, 'needs root')
    const passwd = join(setUp.folder, 'passwd')
    const lines = (await readFile('/etc/passwd', 'utf8')).split('\n')
    await writeFile(passwd, lines.filter((line) => !/^(postgres|nobody):/.test(line)).join('\n'))
    // Some systems know `nobody` by a module of their own, without the file.
    const modules = join(setUp.folder, 'nsswitch.conf')
    await writeFile(modules, 'passwd: files\ngroup: files\nhosts: files dns\n')
    const line = `mount --bind '${passwd}' /etc/passwd && mount --bind '${modules}' /etc/nsswitch.conf`
    const runWith = apart('--mount', line)
    const reason = await refusalOf(runWith)
    context.skip(reason !== undefined, reason)
    const found = await setUp.doctor([], runWith)
    await expectDocumented('account', [found.check('account')], atHome())
    const { code, stderr } = await setUp.tars(up, runWith)
    expect(code).toBe(1)
    expect(stderr).toContain('PostgreSQL refuses to run as root')
  })
})
