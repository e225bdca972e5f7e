import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildFrontend, hashSources } from './frontend-build.ts'

const installed = fileURLToPath(new URL('../../../../node_modules/', import.meta.url))
const environment = { PATH: '/usr/bin:/bin' }
let root: string

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true })
  await writeFile(join(root, path), text)
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tars frontend '))
  await mkdir(join(root, 'node_modules'))
  await symlink(join(installed, 'vite'), join(root, 'node_modules', 'vite'))
  await write('package-lock.json', '{}')
  await write('services/dashboard-frontend/package.json', '{"type":"module"}')
  await write(
    'services/dashboard-frontend/index.html',
    '<!doctype html><title>x</title><script type="module" src="/src/main.ts"></script>',
  )
  await write('services/dashboard-frontend/src/main.ts', 'document.title = "first" as string\n')
  await write('packages/contracts/src/index.ts', 'export const one = 1\n')
})

afterEach(() => rm(root, { recursive: true }))

const readBuilds = async () =>
  (await readdir(join(root, 'node_modules', '.cache', 'tars'))).filter((name) => !name.startsWith('.')).sort()

describe('the build of the dashboard', () => {
  it('is made once for the same sources, and again when one of them changes', async () => {
    const first = await buildFrontend({ root, environment })
    expect(first.cached).toBe(false)
    expect(await readFile(join(first.directory, 'index.html'), 'utf8')).toMatch(
      /src="\/assets\/index-[\w-]+\.js"/,
    )
    expect(await buildFrontend({ root, environment })).toEqual({ directory: first.directory, cached: true })
    await write('services/dashboard-frontend/src/main.ts', 'document.title = "second"\n')
    const second = await buildFrontend({ root, environment })
    expect(second.cached).toBe(false)
    expect(second.directory).not.toBe(first.directory)
    expect(await readBuilds()).toHaveLength(2)
  })

  it('keeps the three that were used last', async () => {
    const cache = join(root, 'node_modules', '.cache', 'tars')
    for (const [i, name] of ['frontend-a', 'frontend-b', 'frontend-c', 'frontend-d'].entries()) {
      await mkdir(join(cache, name), { recursive: true })
      await utimes(join(cache, name), 1_000 + i, 1_000 + i)
    }
    const { directory } = await buildFrontend({ root, environment })
    expect(await readBuilds()).toEqual([directory.split('/').at(-1), 'frontend-c', 'frontend-d'].sort())
  })

  it("that fails leaves nothing behind and says Vite's words", async () => {
    await write('services/dashboard-frontend/src/main.ts', 'import "./missing.ts"\n')
    await expect(buildFrontend({ root, environment })).rejects.toMatchObject({
      code: 'SERVICE_FAILED',
      message: expect.stringMatching(/could not be built[\s\S]*missing/),
    })
    expect(await readBuilds()).toEqual([])
  })

  it('can be called off', async () => {
    await expect(buildFrontend({ root, environment, signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    })
    expect(await readBuilds()).toEqual([])
  })
})

describe('the hash of the sources', () => {
  it('depends on every source, wherever it is, and on nothing else', async () => {
    const before = await hashSources(root)
    await write('services/dashboard-frontend/src/main.test.ts', 'a test')
    await write('services/dashboard-frontend/dist/index.html', 'an output')
    await write('services/dashboard-frontend/node_modules/x/index.js', 'a dependency')
    await write('packages/database/src/index.ts', 'not of the frontend')
    expect(await hashSources(root)).toBe(before)
    const seen = new Set([before])
    for (const path of [
      'package-lock.json',
      'packages/contracts/src/deep/down.ts',
      'packages/realtime/src/index.ts',
      'services/dashboard-frontend/vite.config.ts',
      'services/dashboard-frontend/public/icon.svg',
      'services/dashboard-frontend/src/app/page.tsx',
    ]) {
      await write(path, path)
      seen.add(await hashSources(root))
    }
    expect(seen.size).toBe(7)
  })
})
