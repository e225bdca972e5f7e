import { spawn } from 'node:child_process'
import {
  access,
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const launcher = resolve(import.meta.dirname, '../../../tars')
let folder = ''
let root = ''
let bin = ''

/** What the npm of a test does: note the call, and install a Node and a folder as npm would. */
const npmScript = (body = '') => `#!/bin/sh
echo "$PWD: npm $*" >>"$NPM_CALLS"
echo "added 1 package"
mkdir -p node_modules/.bin
${body}
ln -sf "${process.execPath}" node_modules/.bin/node
echo '{}' >node_modules/.package-lock.json
`

/** Keeps an npm of a test busy until the file `go` is there. */
const untilGo = 'while [ ! -e go ]; do sleep 0.1; done'

async function writeProgram(path: string, text: string): Promise<void> {
  await writeFile(path, text)
  await chmod(path, 0o755)
}

/** A tiny project with the real launcher, in a folder with spaces, and an npm and a node of its own on the PATH. */
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'tars launcher ')))
  root = join(folder, 'the project')
  bin = join(folder, 'bin')
  await mkdir(join(root, 'packages', 'cli', 'src'), { recursive: true })
  await mkdir(bin)
  await copyFile(launcher, join(root, 'tars'))
  await chmod(join(root, 'tars'), 0o755)
  await writeFile(join(root, 'package-lock.json'), '{"lockfileVersion":3}')
  await writeFile(
    join(root, 'packages', 'cli', 'src', 'main.ts'),
    `const argv: string[] = process.argv.slice(2)
     console.log(JSON.stringify({ argv, cwd: process.cwd(), seconds: process.env.TARS_INSTALL_SECONDS ?? null }))
     process.exitCode = argv.includes('fail') ? 7 : 0`,
  )
  await symlink(process.execPath, join(bin, 'node'))
  await writeProgram(join(bin, 'npm'), npmScript())
})
afterEach(() => rm(folder, { recursive: true, force: true }))

interface LauncherEnd {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

function start(options: { path?: string; argv?: string[]; cwd?: string; PATH?: string; TERM?: string } = {}) {
  const child = spawn(options.path ?? join(root, 'tars'), options.argv ?? ['status'], {
    cwd: options.cwd ?? folder,
    env: {
      PATH: options.PATH ?? [bin, '/usr/bin', '/bin'].join(delimiter),
      NPM_CALLS: join(folder, 'calls'),
      ...(options.TERM === undefined ? {} : { TERM: options.TERM }),
    },
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (text) => (said.out += text))
  child.stderr.on('data', (text) => (said.err += text))
  const end = new Promise<LauncherEnd>((done) => child.on('close', (code) => done({ code, ...said })))
  return { child, said, end }
}

const run = (options?: Parameters<typeof start>[0]) => start(options).end
const readCalls = async () =>
  (await readFile(join(folder, 'calls'), 'utf8').catch(() => '')).split('\n').filter((call) => call !== '')

describe('the launcher', () => {
  it('installs on first use, says so on stderr alone, and runs the command in the caller’s folder', async () => {
    const end = await run({ argv: ['train', 'two words', '--json'] })
    expect(end.err).toMatch(/^Installing … \(first use\)\nadded 1 package\nInstalled in \d+ s\n$/)
    expect(JSON.parse(end.out)).toEqual({
      argv: ['train', 'two words', '--json'],
      cwd: folder,
      seconds: expect.stringMatching(/^\d+$/),
    })
    expect(await readCalls()).toEqual([`${root}: npm ci --include=dev --loglevel=error --no-progress`])
  })

  it('counts the seconds in place on a screen, and leaves no trace of it', async (context) => {
    const script = '/usr/bin/script'
    const isThere = await access(script).then(
      () => true,
      () => false,
    )
    context.skip(!isThere, 'script, which makes a pseudo-terminal, is not installed on this machine')
    await writeProgram(join(bin, 'npm'), npmScript('sleep 1.5'))
    const argv = ['--quiet', '--return', '--command', `'${join(root, 'tars')}' status`, '/dev/null']
    const end = await run({ path: script, argv, TERM: 'xterm' })
    expect(end.code).toBe(0)
    expect(end.out).toMatch(/\r {2}\d+ s so far;.*\r {2}\d+ s so far;.*\r.\[K/s)
    expect(end.out).toMatch(/Installed in \d+ s\r\n\{"argv":\["status"\]/)
  })

  it('installs nothing when a shell wants to complete a word', async () => {
    expect(await run({ argv: ['complete', '--', ''] })).toEqual({ code: 1, out: '', err: '' })
    expect(await readCalls()).toEqual([])
  })

  it('installs once, passes the exit code on, and is quiet afterwards', async () => {
    await run()
    const end = await run({ argv: ['fail'] })
    expect(end).toMatchObject({ code: 7, err: '' })
    expect(JSON.parse(end.out)).toHaveProperty('seconds', null)
    expect(await readCalls()).toHaveLength(1)
  })

  it('finds the Node of its packages, and links it again, when npm 10 has taken the link away', async () => {
    const unlinked = `mkdir -p node_modules/node-some-platform/bin
cp -P "${process.execPath}" node_modules/node-some-platform/bin/node
echo '{}' >node_modules/.package-lock.json
exit 0`
    await writeProgram(join(bin, 'npm'), npmScript(unlinked))
    expect(await run()).toMatchObject({ code: 0 })
    const linked = await realpath(join(root, 'node_modules', '.bin', 'node'))
    expect(linked).toBe(join(root, 'node_modules', 'node-some-platform', 'bin', 'node'))
  })

  it('works through links – relative, absolute, on the PATH – and from any folder', async () => {
    await run()
    await symlink('../the project/tars', join(bin, 'tars'))
    await symlink(join(bin, 'tars'), join(folder, 'link'))
    await mkdir(join(root, 'packages', 'cli', 'bin'))
    await symlink('../../../tars', join(root, 'packages', 'cli', 'bin', 'tars'))
    for (const path of [
      join(folder, 'link'),
      join(bin, 'tars'),
      './link',
      join(root, 'packages', 'cli', 'bin', 'tars'),
    ]) {
      expect(await run({ path }), path).toMatchObject({ code: 0, err: '' })
    }
    const onPath = start({ path: '/bin/sh', argv: ['-c', 'tars status'], cwd: '/' })
    expect(JSON.parse((await onPath.end).out)).toMatchObject({ argv: ['status'], cwd: '/' })
  })

  it('installs again when package-lock.json has changed', async () => {
    await run()
    await writeFile(join(root, 'package-lock.json'), '{"lockfileVersion":3,"packages":{}}')
    expect((await run()).err).toContain('Installing … (package-lock.json has changed)')
    expect((await run()).err).toBe('')
  })

  it('trusts an install that npm itself has finished after package-lock.json was written', async () => {
    await run()
    await rm(join(root, 'node_modules', '.tars-installed'))
    expect((await run()).err).toBe('')
    const later = new Date(Date.now() + 60_000)
    await utimes(join(root, 'package-lock.json'), later, later)
    expect((await run()).err).toContain('first use')
  })

  it('does an install again that failed, and does not run the command then', async () => {
    await writeProgram(join(bin, 'npm'), npmScript('echo "npm error disk full" >&2; exit 1'))
    const failed = await run()
    expect(failed).toMatchObject({ code: 1, out: '' })
    expect(failed.err).toMatch(/npm error disk full\ntars: npm ci failed/)
    await writeProgram(join(bin, 'npm'), npmScript())
    expect((await run()).code).toBe(0)
  })

  it('stops npm on a signal, leaves no lock, and does the interrupted install again', async () => {
    await writeProgram(join(bin, 'npm'), npmScript('echo $$ >npm.pid; exec sleep 60'))
    const { child, end } = start()
    const pidOf = () => readFile(join(root, 'npm.pid'), 'utf8').then(Number, () => 0)
    await expect.poll(pidOf, { timeout: 20_000 }).toBeGreaterThan(0)
    child.kill('SIGTERM')
    expect(await end).toMatchObject({ code: 130, out: '' })
    const pid = await pidOf()
    await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false)
    await writeProgram(join(bin, 'npm'), npmScript())
    expect((await run()).err).toContain('Installed in')
  })

  it('installs once when several start together, and the others wait', async () => {
    await writeProgram(join(bin, 'npm'), npmScript(untilGo))
    const launchers = [start(), start(), start()]
    const waiting = () =>
      launchers.filter(({ said }) => /Another tars \(process \d+\) is installing; waiting/.test(said.err))
    await expect.poll(waiting, { timeout: 20_000 }).toHaveLength(2)
    await writeFile(join(root, 'go'), '')
    const ends = await Promise.all(launchers.map(({ end }) => end))
    expect(ends.map(({ code }) => code)).toEqual([0, 0, 0])
    expect(await readCalls()).toHaveLength(1)
  })

  it('takes over the lock of a launcher that was killed, one of several only', async () => {
    await writeProgram(join(bin, 'npm'), npmScript('sleep 1'))
    const dead = spawn('/bin/true')
    await new Promise((done) => dead.on('exit', done))
    await mkdir(join(root, '.tars-install.lock'))
    await writeFile(join(root, '.tars-install.lock', 'pid'), `${dead.pid}\n`)
    const ends = await Promise.all([run(), run()])
    expect(ends.map(({ code }) => code)).toEqual([0, 0])
    expect(await readCalls()).toHaveLength(1)
  })

  it('waits for the npm of a killed launcher before it installs', async () => {
    await writeProgram(join(bin, 'npm'), npmScript(untilGo))
    const killed = start()
    const holders = () => readFile(join(root, '.tars-install.lock', 'pid'), 'utf8').catch(() => '')
    await expect.poll(holders, { timeout: 20_000 }).toMatch(/^\d+ \d+\n$/)
    killed.child.kill('SIGKILL')
    const next = start()
    await expect.poll(() => next.said.err, { timeout: 20_000 }).toContain('waiting for it')
    await writeFile(join(root, 'go'), '')
    expect(await next.end).toMatchObject({ code: 0 })
    await killed.end
  })

  it.each([
    ['v18.19.0', 'Node.js 20 or newer is needed'],
    ['nonsense', 'Node.js 20 or newer is needed'],
  ])('refuses to install with a node of version %s', async (version, message) => {
    await rm(join(bin, 'node'))
    await writeProgram(join(bin, 'node'), `#!/bin/sh\necho ${version}\n`)
    const end = await run()
    expect(end).toMatchObject({ code: 1, out: '' })
    expect(end.err).toContain(message)
    expect(await readCalls()).toEqual([])
  })

  it('says what is missing when there is no node or no npm', async () => {
    await Promise.all(
      ['cat', 'cksum', 'dirname', 'find', 'readlink', 'sed', 'id', 'mkdir'].map((tool) =>
        symlink(join('/usr/bin', tool), join(bin, tool)),
      ),
    )
    await rm(join(bin, 'npm'))
    expect((await run({ PATH: bin })).err).toContain('tars: npm is missing.')
    await rm(join(bin, 'node'))
    expect(await run({ PATH: bin })).toMatchObject({
      code: 1,
      err: expect.stringContaining('tars: Node.js is missing.'),
    })
  })

  it('says so when package-lock.json is gone', async () => {
    await rm(join(root, 'package-lock.json'))
    expect(await run()).toMatchObject({
      code: 1,
      err: expect.stringContaining('package-lock.json is missing'),
    })
  })

  it('uses the caller’s node where npm has none for this machine, if that is new enough', async () => {
    await run()
    await rm(join(root, 'node_modules', '.bin', 'node'))
    expect((await run()).code).toBe(0)
    await rm(join(bin, 'node'))
    await writeProgram(join(bin, 'node'), '#!/bin/sh\necho v22.1.0\n')
    expect((await run()).err).toContain('install version 24 or newer')
  })
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
