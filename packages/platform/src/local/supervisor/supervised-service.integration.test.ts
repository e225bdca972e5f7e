import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runWithoutDescriptors } from '../../../tests/without-descriptors.ts'
import { readProcess } from '../running-process.ts'
import { type SupervisedService, type SupervisionOptions, superviseService } from './supervised-service.ts'

const server = `
import { createServer } from 'node:http'
let ready = true
process.on('disconnect', () => process.exit(0))
createServer((request, response) => {
  if (request.url === '/exit') process.exit(3)
  if (request.url === '/toggle') ready = !ready
  response.writeHead(request.url === '/health/ready' && !ready ? 503 : 200).end('ok')
}).listen(Number(process.env.TARS_PORT), '127.0.0.1')
console.log('{"message":"listening"}')
`
const drains = `${server}
process.on('SIGTERM', () => setTimeout(() => { console.log('drained'); process.exit(0) }, 200))`
const ignoresSigterm = `${server}
process.on('SIGTERM', () => console.log('no'))`

let folder: string
let lines: string[]
let events: string[]
let services: SupervisedService[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tars-services-'))
  lines = []
  events = []
  services = []
})

afterEach(async () => {
  await Promise.all(services.map((service) => service.stop()))
  await rm(folder, { recursive: true })
})

async function supervise(
  source: string,
  options: Partial<SupervisionOptions> = {},
): Promise<SupervisedService> {
  const main = join(folder, 'main.ts')
  await writeFile(main, source)
  const service = superviseService(
    {
      name: 'example',
      command: (port) => ({ main, workingDirectory: folder, environment: { TARS_PORT: String(port) } }),
    },
    {
      onLine: (line) => lines.push(line),
      onEvent: (event) => events.push(event),
      backoff: { baseMs: 40, maxMs: 200 },
      probeMs: 30,
      ...options,
    },
  )
  services.push(service)
  return service
}

async function settled(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 20_000
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`did not settle: ${events.join('; ')}`)
    await delay(10)
  }
}

const ask = (service: SupervisedService, path: string) =>
  fetch(`http://127.0.0.1:${service.status().port}${path}`).catch(() => undefined)

describe('a supervised service', () => {
  it('is ready when it says so, gets its port, and its output is kept', async () => {
    const service = await supervise(server)
    await service.firstReady(20_000)
    expect(service.status()).toMatchObject({ state: 'ready', restarts: 0, pid: expect.any(Number) })
    expect((await ask(service, '/'))?.status).toBe(200)
    await settled(() => lines.includes('{"message":"listening"}'))
  })

  it('is started again after it was killed, and after it has ended by itself', async () => {
    const service = await supervise(server)
    await service.firstReady(20_000)
    const { pid } = service.status()
    process.kill(pid!, 'SIGKILL')
    await settled(() => service.status().restarts === 1 && service.status().state === 'ready')
    expect(service.status().pid).not.toBe(pid)
    await ask(service, '/exit')
    await settled(() => service.status().restarts === 2 && service.status().state === 'ready')
    expect(events[0]).toMatch(/^example ended \(signal SIGKILL\); started again in \d+ ms$/)
    expect(events[1]).toMatch(/^example ended \(code 3\)/)
  })

  it('that always ends again is tried for ever, with waits that stay within their bound', async () => {
    const flaky = `${server}\nsetTimeout(() => process.exit(1), 150)`
    const service = await supervise(flaky)
    await service.firstReady(20_000)
    await settled(() => service.status().restarts >= 4)
    expect(events.length).toBeGreaterThanOrEqual(4)
    for (const event of events) expect(Number(/in (\d+) ms/.exec(event)![1])).toBeLessThanOrEqual(200)
  })

  it('is unready while it says so, without a restart', async () => {
    const service = await supervise(server)
    await service.firstReady(20_000)
    await ask(service, '/toggle')
    await settled(() => service.status().state === 'unready')
    await ask(service, '/toggle')
    await settled(() => service.status().state === 'ready')
    expect(service.status().restarts).toBe(0)
  })

  it('may finish its work when it is stopped', async () => {
    const service = await supervise(drains)
    await service.firstReady(20_000)
    const { pid } = service.status()
    await service.stop()
    expect(lines).toContain('drained')
    expect(service.status()).toMatchObject({ state: 'stopped', pid: null, port: null })
    expect(await readProcess(pid!)).toBeUndefined()
  })

  it('is killed when it does not finish in time', async () => {
    const service = await supervise(ignoresSigterm, { drainMs: 200 })
    await service.firstReady(20_000)
    const { pid } = service.status()
    await service.stop()
    expect(lines).toContain('no')
    expect(await readProcess(pid!)).toBeUndefined()
    expect(events).toEqual([])
  })

  it('that ends before it was ever ready fails with its last words', async () => {
    const service = await supervise(`console.error('TARS_PORT: must be a prime'); process.exit(78)`)
    await expect(service.firstReady(20_000)).rejects.toMatchObject({
      code: 'SERVICE_FAILED',
      message: expect.stringMatching(/example ended \(code 78\) before it was ready.*must be a prime/s),
    })
    expect(service.status().state).toBe('failed')
  })

  it('whose port was taken before it was ever ready gets another, five at most', async () => {
    const lives = join(folder, 'lives')
    const unlucky = (taken: number) => `
import { appendFileSync, readFileSync } from 'node:fs'
appendFileSync(${JSON.stringify(lives)}, process.env.TARS_PORT + ' ')
if (readFileSync(${JSON.stringify(lives)}, 'utf8').trim().split(' ').length <= ${taken}) {
  console.error('because: listen EADDRINUSE: address already in use')
  process.exit(1)
}
${server}`
    const lucky = await supervise(unlucky(2))
    await lucky.firstReady(20_000)
    const ports = (await readFile(lives, 'utf8')).trim().split(' ')
    expect(new Set(ports).size).toBe(3)
    expect(lucky.status()).toMatchObject({ state: 'ready', port: Number(ports[2]) })

    await rm(lives)
    const service = await supervise(unlucky(1_000))
    await expect(service.firstReady(20_000)).rejects.toMatchObject({
      code: 'SERVICE_FAILED',
      message: expect.stringContaining('EADDRINUSE'),
    })
    expect((await readFile(lives, 'utf8')).trim().split(' ')).toHaveLength(5)
  })

  it('is started again once there are file descriptors again, and fails at its first start without', async () => {
    await writeFile(join(folder, 'main.ts'), server)
    const module = new URL('./supervised-service.ts', import.meta.url).href
    const source = `
      import { setTimeout as delay } from 'node:timers/promises'
      const { superviseService } = await import(${JSON.stringify(module)})
      const main = ${JSON.stringify(join(folder, 'main.ts'))}
      const events = []
      const begin = () => superviseService(
        { name: 'example', command: (port) => ({ main, workingDirectory: '/', environment: { TARS_PORT: String(port) } }) },
        { onLine: () => {}, onEvent: (event) => events.push(event), backoff: { baseMs: 40, maxMs: 200 }, probeMs: 30 },
      )
      const service = begin()
      await service.firstReady(20_000)
      process.kill(service.status().pid, 'SIGKILL')
      while (service.status().state !== 'restarting') {
        exhaust()
        await delay(5)
      }
      exhaust()
      const other = begin()
      const refused = await other.firstReady(20_000).catch((error) => error)
      console.log(refused.code, other.status().state, refused.message)
      while (events.length < 4) await delay(10)
      relent()
      while (service.status().state !== 'ready') await delay(10)
      console.log(events.join('\\n'))
      await service.stop()`
    const [first = '', ...rest] = (await runWithoutDescriptors(source, folder)).split('\n')
    expect(first).toMatch(
      /^SERVICE_FAILED failed The service example ended \(.*EMFILE.*\) before it was ready/,
    )
    expect(rest.filter((line) => /ended \(.*EMFILE.*\); started again in/.test(line)).length).toBeGreaterThan(
      1,
    )
  })

  it('that is never ready fails when its time is over', async () => {
    const service = await supervise(`setInterval(() => undefined, 1000)`)
    await expect(service.firstReady(300)).rejects.toMatchObject({
      code: 'SERVICE_FAILED',
      message: expect.stringContaining('was not ready in 0.3 s. It has written nothing.'),
    })
  })

  it('can be stopped at once, even before its process is there', async () => {
    const service = await supervise(server)
    const ready = service.firstReady(20_000)
    const stopped = service.stop()
    await expect(ready).rejects.toMatchObject({ code: 'SERVICE_FAILED' })
    await stopped
    expect(service.status()).toMatchObject({ state: 'stopped', pid: null })
  })
})
