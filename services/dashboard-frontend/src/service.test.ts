import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { readConfiguration } from '@tars/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { configSchema } from './config.ts'
import { type RunningService, startService } from './service.ts'

const page = '<!doctype html><title>T.A.R.S.</title>'
const script = 'console.info(1)\n'.repeat(200)
let directory: string
let service: RunningService
let origin: string

const configure = (assets: string) =>
  readConfiguration(configSchema, { TARS_ASSETS_DIRECTORY: assets, TARS_LOG_LEVEL: 'silent' })
const visit = (path: string) => fetch(`${origin}${path}`, { headers: { accept: 'text/html,*/*;q=0.8' } })

/** Sends a path as it stands, without the clean-up that `fetch` does. */
function sendRaw(path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ port: service.port, path }, (answer) => resolve(answer.resume().statusCode))
      .on('error', reject)
      .end()
  })
}

beforeAll(async () => {
  const parent = await mkdtemp(join(tmpdir(), 'dashboard-'))
  directory = join(parent, 'built pages')
  await mkdir(join(directory, 'assets'), { recursive: true })
  await writeFile(join(parent, 'secret.txt'), 'secret')
  await writeFile(join(directory, 'index.html'), page)
  await writeFile(join(directory, 'assets', 'main-abc123.js'), script)
  await writeFile(join(directory, 'assets', 'main-abc123.js.gz'), gzipSync(script))
  service = await startService(configure(directory))
  origin = `http://127.0.0.1:${service.port}`
})

afterAll(async () => {
  await service[Symbol.asyncDispose]()
  await rm(join(directory, '..'), { recursive: true })
})

describe('the dashboard-frontend', () => {
  it.each(['/', '/index.html', '/trainings/019abcde-0000-7000-8000-000000000001?x=1', '/setup'])(
    'shows the application at %s, and has it checked for freshness each time',
    async (path) => {
      const answer = await visit(path)
      expect(answer.status).toBe(200)
      expect(await answer.text()).toBe(page)
      expect(answer.headers.get('cache-control')).toBe('no-cache')
    },
  )

  it('serves hashed files for ever, compressed for those who understand it', async () => {
    const answer = await fetch(`${origin}/assets/main-abc123.js`)
    expect(answer.headers.get('content-encoding')).toBe('gzip')
    expect(answer.headers.get('content-type')).toContain('javascript')
    expect(answer.headers.get('cache-control')).toContain('immutable')
    expect(await answer.text()).toBe(script)
    const plain = await fetch(`${origin}/assets/main-abc123.js`, {
      headers: { 'accept-encoding': 'identity' },
    })
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(await plain.text()).toBe(script)
  })

  it('misses a file that is not there, instead of giving a page for it, and lets nobody keep that', async () => {
    const answer = await visit('/assets/main-old.js')
    expect(answer.status).toBe(404)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect((await fetch(`${origin}/favicon.ico`, { headers: { accept: 'image/*' } })).status).toBe(404)
    expect(
      (await fetch(`${origin}/trainings`, { method: 'POST', headers: { accept: 'text/html' } })).status,
    ).toBe(404)
  })

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%5c..%5c..%5csecret.txt',
    '/%00',
    '/%',
  ])('gives nothing from outside its folder for %s', async (path) => {
    expect(await sendRaw(path)).toBeGreaterThanOrEqual(400)
  })

  it('forbids inline scripts, other origins and framing', async () => {
    const headers = (await visit('/')).headers
    const policy = headers.get('content-security-policy')!
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('upgrade-insecure-requests')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('strict-transport-security')).toBeNull()
  })

  it('tells its health and its metrics', async () => {
    expect((await fetch(`${origin}/health/live`)).status).toBe(200)
    expect((await fetch(`${origin}/health/ready`)).status).toBe(200)
    expect(await (await fetch(`${origin}/metrics`)).text()).toContain('process_')
  })
})

describe('starting the dashboard-frontend', () => {
  it('is refused without built pages, naming the folder', async () => {
    await expect(startService(configure('/nowhere/at all'))).rejects.toMatchObject({
      code: 'SERVICE_FAILED',
      message: 'There are no built pages in /nowhere/at all.',
    })
  })

  it('is not ready any more once its pages are gone', async () => {
    const other = await mkdtemp(join(tmpdir(), 'dashboard-'))
    await writeFile(join(other, 'index.html'), page)
    await using running = await startService(configure(other))
    await rm(other, { recursive: true })
    expect((await fetch(`http://127.0.0.1:${running.port}/health/ready`)).status).toBe(503)
  })

  it('names every variable that is missing or wrong', () => {
    expect(() => readConfiguration(configSchema, { TARS_PORT: 'x' })).toThrow(
      /TARS_PORT[\s\S]*TARS_ASSETS_DIRECTORY/,
    )
  })
})
