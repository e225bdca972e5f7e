import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { glob, mkdir, mkdtemp, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { TarsError } from '@tars/contracts'
import { createLineTail } from './line-tail.ts'
import { createLineSplitter } from './supervisor/line-splitter.ts'

const buildsKept = 3
const buildMs = 300_000

/** What the dashboard is built from, below the project's root. */
const sources = [
  'package-lock.json',
  'services/dashboard-frontend/**/*',
  'packages/contracts/{package.json,src/**/*}',
  'packages/realtime/{package.json,src/**/*}',
]

/** What a build needs. */
export interface FrontendBuildOptions {
  /** The project's root. */
  readonly root: string
  /** Environment of the build process: `PATH` and the like. */
  readonly environment: Readonly<Record<string, string>>
  /** Ends the build. */
  readonly signal?: AbortSignal
}

/** The built dashboard: its folder, and whether an earlier build of the same content served. */
export interface FrontendBuild {
  readonly directory: string
  readonly cached: boolean
}

/**
 * Builds the dashboard, or finds the build of exactly these sources. Vite runs in a process of its own, so that its memory
 * goes when it ends; the result appears by a rename, whole or not at all. The newest three builds are kept.
 *
 * @throws {TarsError} SERVICE_FAILED with Vite's last words when the build fails.
 */
export async function buildFrontend(options: FrontendBuildOptions): Promise<FrontendBuild> {
  const { root } = options
  const cache = join(root, 'node_modules', '.cache', 'tars')
  const directory = join(cache, `frontend-${await hashSources(root)}`)
  if (await isFile(join(directory, 'index.html'))) {
    await utimes(directory, new Date(), new Date())
    return { directory, cached: true }
  }
  await mkdir(cache, { recursive: true })
  const unfinished = await mkdtemp(join(cache, 'building-'))
  try {
    await runVite(unfinished, options)
    await moveInto(unfinished, directory)
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
  await removeOldBuilds(cache)
  return { directory, cached: false }
}

/** SHA-256, shortened to 16 hexadecimal digits, over the paths and contents of all sources except their tests. */
export async function hashSources(root: string): Promise<string> {
  const hash = createHash('sha256')
  const exclude = (path: string) => /(^|\/)(node_modules|dist)(\/|$)|\.test\.tsx?$/.test(path)
  for (const path of await listPaths(sources, root, exclude)) {
    const full = join(root, path)
    if (!(await isFile(full))) continue
    hash
      .update(`${path}\0`)
      .update(await readFile(full))
      .update('\0')
  }
  return hash.digest('hex').slice(0, 16)
}

async function runVite(
  outDirectory: string,
  { root, environment, signal }: FrontendBuildOptions,
): Promise<void> {
  const frontend = join(root, 'services', 'dashboard-frontend')
  const require = createRequire(join(frontend, 'package.json'))
  const vite = join(dirname(require.resolve('vite/package.json')), 'bin', 'vite.js')
  const tail = createLineTail(20)
  const child = spawn(process.execPath, [vite, 'build', '--outDir', outDirectory, '--emptyOutDir'], {
    cwd: frontend,
    env: { ...environment, NODE_ENV: 'production', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: buildMs,
    signal,
    killSignal: 'SIGKILL',
  })
  const splitter = createLineSplitter((line) => {
    const plain = stripVTControlCharacters(line)
    // What matters stands before the frames of the stack, which are Vite's own.
    if (!/^\s*(at .*)?$/.test(plain)) tail.push(plain)
  })
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', splitter.push)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  splitter.end()
  if (code === 0 && (await isFile(join(outDirectory, 'index.html')))) return
  throw new TarsError(
    'SERVICE_FAILED',
    `The dashboard could not be built (code ${code}). Vite's last words:\n${tail.text()}`,
    { service: 'dashboard-frontend', code },
  )
}

/** Another start may have finished the same build first: that one is as good. */
async function moveInto(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    if (!(await isFile(join(to, 'index.html')))) throw error
  }
}

async function removeOldBuilds(cache: string): Promise<void> {
  const builds = await listPaths('frontend-*', cache, () => false)
  const aged = await Promise.all(
    builds.map(async (name) => ({ name, usedMs: (await stat(join(cache, name))).mtimeMs })),
  )
  aged.sort((a, b) => b.usedMs - a.usedMs)
  for (const { name } of aged.slice(buildsKept)) await rm(join(cache, name), { recursive: true, force: true })
}

async function listPaths(
  pattern: string | string[],
  cwd: string,
  exclude: (path: string) => boolean,
): Promise<string[]> {
  const paths: string[] = []
  for await (const path of glob(pattern, { cwd, exclude })) if (!exclude(path)) paths.push(path)
  return paths.sort()
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}
