import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { readProportionalMemoryBytes } from '@tars/platform'
import type { Benchmark, Figure } from './benchmark.ts'

const rounds = 3
const launcher = new URL('../tars', import.meta.url).pathname
const frontendCache = new URL('../node_modules/.cache/tars/', import.meta.url).pathname
const run = promisify(execFile)

/** The platform as people start it: real processes, a fresh data directory in every round. */
export const platform: Benchmark = {
  name: 'platform',
  title: 'Start, first verdict and memory of the whole platform',
  method: `${rounds} rounds, each in a new data directory: \`./tars up --detach --json\` with the page not built yet (first start), until its first training has its verdict; 15 s of rest; the proportional set size of all its processes; \`./tars down\`; \`./tars up\` on the same data (second start). Installation from npm is not part of it.`,
  async measure(progress) {
    const figures = {
      first: {
        what: 'first start, until everything is ready',
        unit: 's',
        samples: [],
        headline: true,
        goal: '≤ 120',
      },
      verdict: {
        what: 'from ready to the verdict of the first training',
        unit: 's',
        samples: [],
        goal: '≤ 30',
      },
      memory: {
        what: 'memory of everything, idle (sum of PSS)',
        unit: 'MB',
        samples: [],
        headline: true,
        goal: '≤ 700',
      },
      stop: { what: 'stop', unit: 's', samples: [] },
      second: { what: 'second start on the same data', unit: 's', samples: [], headline: true, goal: '≤ 8' },
    } satisfies Record<string, Figure>
    for (let round = 1; round <= rounds; round++) {
      progress(`round ${round} of ${rounds}`)
      await measureRound(figures)
    }
    return Object.values(figures)
  },
}

async function measureRound(
  figures: Record<'first' | 'verdict' | 'memory' | 'stop' | 'second', Figure>,
): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'tars-benchmark-'))
  // The database's account must be able to pass, or its files would lie elsewhere and outlive this folder.
  await chmod(data, 0o755)
  const aside = `${data}-cache`
  await rename(frontendCache, aside).catch(ignoreMissing)
  try {
    const [firstSeconds, up] = await timed(() => tars(data, 'up', '--detach', '--json'))
    figures.first.samples.push(firstSeconds)
    const [verdictSeconds] = await timed(() => waitForVerdict(data))
    figures.verdict.samples.push(verdictSeconds)
    await delay(15_000)
    figures.memory.samples.push((await sumOfPss(Number(JSON.parse(up).pid))) / 1e6)
    figures.stop.samples.push((await timed(() => tars(data, 'down')))[0])
    figures.second.samples.push((await timed(() => tars(data, 'up', '--detach', '--json')))[0])
  } finally {
    await tars(data, 'down')
    await rm(data, { recursive: true, force: true })
    await rm(aside, { recursive: true, force: true })
  }
}

async function tars(data: string, ...argv: string[]): Promise<string> {
  const { stdout } = await run(launcher, [...argv, '--data', data], { maxBuffer: 16 * 1024 * 1024 })
  return stdout
}

async function timed<T>(work: () => Promise<T>): Promise<[seconds: number, result: T]> {
  const started = performance.now()
  const result = await work()
  return [(performance.now() - started) / 1_000, result]
}

async function waitForVerdict(data: string): Promise<void> {
  const deadline = performance.now() + 300_000
  while (performance.now() < deadline) {
    const { items } = JSON.parse(await tars(data, 'evaluations', 'list', '--status', 'judged', '--json'))
    if (items.length > 0) return
    await delay(200)
  }
  throw new Error('The first training had no verdict within 300 s.')
}

/** The proportional set size of a process and all its descendants, in bytes. PostgreSQL's processes are among them. */
async function sumOfPss(root: number): Promise<number> {
  const parents = new Map<number, number>()
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '')
    const parent = /\) \S (\d+)/.exec(stat)?.[1]
    if (parent !== undefined) parents.set(Number(entry), Number(parent))
  }
  let bytes = 0
  for (const pid of parents.keys()) {
    if (!descends(pid, root, parents)) continue
    bytes += (await readProportionalMemoryBytes(pid)) ?? 0
  }
  return bytes
}

function descends(pid: number, root: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 0; at = parents.get(at))
    if (at === root) return true
  return false
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
