import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptedKey, startRouteServer } from '../tests/route-server.ts'

const main = resolve(import.meta.dirname, 'main.ts')
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tars-main-'))
})
afterAll(() => rm(folder, { recursive: true }))

function start(argv: string[], variables: Record<string, string> = {}) {
  const child = spawn(process.execPath, [main, ...argv], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...variables },
  })
  const end = new Promise<{ code: number | null; out: string; err: string }>((done) => {
    let out = ''
    let err = ''
    child.stdout.on('data', (text) => (out += text))
    child.stderr.on('data', (text) => (err += text))
    child.on('close', (code) => done({ code, out, err }))
  })
  return { child, end }
}

describe('the process', () => {
  it('takes its version from the project, and ends with 2 for wrong usage', async () => {
    const { version } = JSON.parse(await readFile(resolve(main, '../../../../package.json'), 'utf8'))
    expect(await start(['--version']).end).toEqual({ code: 0, out: `${version}\n`, err: '' })
    expect(await start(['nonsense']).end).toMatchObject({ code: 2, out: '' })
  })

  it('finds a platform elsewhere by TARS_URL and TARS_API_KEY', async () => {
    await using server = await startRouteServer({ 'environments.list': () => ({ items: [] }) })
    const variables = { TARS_URL: server.url, TARS_API_KEY: acceptedKey }
    const found = await start(['environments', 'list', '--json'], variables).end
    expect(JSON.parse(found.out)).toEqual({ items: [] })
    expect((await start(['environments', 'list'], { ...variables, TARS_API_KEY: '' }).end).err).toContain(
      'Sign in',
    )
  })

  it('says that no platform runs in a data directory, relative to where it was called', async () => {
    const end = await start(['status', '--data', 'here'], { TARS_URL: '' }).end
    expect(end.code).toBe(3)
    expect(end.err).toContain(`No platform runs in ${join(folder, 'here')}.`)
  })

  it('shows the time of the place where it runs, in ASCII where the locale has nothing else', async () => {
    const data = join(folder, 'elsewhere')
    await mkdir(join(data, 'logs'), { recursive: true })
    const line = { time: '2026-01-31T12:00:00.000Z', level: 'info', service: 'ppo-agent', message: 'a – b' }
    await writeFile(join(data, 'logs', 'ppo-agent.jsonl'), `${JSON.stringify(line)}\n`)
    const variables = { TZ: 'Asia/Kolkata', LANG: 'C' }
    expect(await start(['logs', '--data', data], variables).end).toEqual({
      code: 0,
      out: '2026-01-31 17:30:00  info   ppo-agent  a - b\n',
      err: '',
    })
  })

  it('ends cleanly on the first Ctrl-C', async () => {
    await mkdir(join(folder, 'logs'))
    await writeFile(join(folder, 'logs', 'ppo-agent.jsonl'), '{"message":"hello"}\n')
    const { child, end } = start(['logs', '--follow', '--data', folder])
    child.stdout.once('data', () => child.kill('SIGINT'))
    expect(await end).toMatchObject({ code: 0, err: '' })
  })

  it('ends at once on the second', async () => {
    await using server = await startRouteServer({ 'environments.list': () => new Promise<never>(() => {}) })
    const { child, end } = start(['environments', 'list'], {
      TARS_URL: server.url,
      TARS_API_KEY: acceptedKey,
    })
    await expect.poll(() => server.calls, { timeout: 10_000 }).toEqual(['environments.list'])
    child.kill('SIGTERM')
    child.kill('SIGTERM')
    expect((await end).code).toBe(130)
  })

  it('takes a reader that has seen enough as an end, not as an error', async () => {
    await writeFile(
      join(folder, 'logs', 'ppo-agent.jsonl'),
      '{"message":"a line of some length"}\n'.repeat(10_000),
    )
    const { child, end } = start(['logs', '--lines', '10000', '--data', folder])
    child.stdout.once('data', () => child.stdout.destroy())
    expect(await end).toMatchObject({ code: 0, err: '' })
  })

  it('that nobody reads any more ends its command with the code that it has', async () => {
    const refused = start(['nonsense', '--json'])
    refused.child.stdout.destroy()
    expect(await refused.end).toMatchObject({ code: 2, err: expect.stringContaining('unknown command') })
    const endless = start(['logs', '--follow', '--data', folder])
    endless.child.stdout.once('data', () => {
      endless.child.stdout.destroy()
      void appendFile(join(folder, 'logs', 'ppo-agent.jsonl'), '{"message":"that nobody reads"}\n')
    })
    expect(await endless.end).toMatchObject({ code: 0, err: '' })
  })

  it.for<[what: string, blocks: string, file: string, reason: string]>([
    ['a full device', 'unlimited', '/dev/full', 'ENOSPC'],
    ['a file with room for a part of it', '1', 'part.json', 'EFBIG'],
  ])('ends with 1 and says why when its result goes to %s', async ([_, blocks, file, reason], context) => {
    context.skip(file === '/dev/full' && !existsSync(file), 'there is no /dev/full')
    const line = `ulimit -f "$1" && exec "$2" "$3" completion bash --json > "$4"`
    const end = await promisify(execFile)('sh', ['-c', line, 'sh', blocks, process.execPath, main, file], {
      cwd: folder,
      env: { PATH: process.env.PATH, NODE_DISABLE_COMPILE_CACHE: '1' },
    }).catch((error: unknown) => error)
    expect(end).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`could not be written to standard output: ${reason}`),
    })
  })
})
