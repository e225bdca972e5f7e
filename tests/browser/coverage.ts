import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CoverageReport, type CoverageResults, type V8CoverageEntry } from 'monocart-coverage-reports'
import type { BrowserContext, Page } from 'playwright-core'
import { build, type Rolldown } from 'vite'

const root = fileURLToPath(new URL('../../', import.meta.url))
const frontend = join(root, 'services', 'dashboard-frontend')
const measured = 'services/dashboard-frontend/src/app/'

/** How much of the dashboard's sources ran in a browser, in per cent; its files from the least covered on. */
export interface BrowserCoverage {
  lines: number
  branches: number
  files: { path: string; lines: number; branches: number }[]
}

/** Measures which parts of the dashboard's sources run in the pages that it opens. */
export interface CoverageMeter {
  /** Opens a page that is measured from its first line on. */
  openPage(context: BrowserContext): Promise<Page>
  /** Takes what a page has run so far: a page that is left takes its counts with it. */
  take(page: Page): Promise<void>
  /** Takes what a page has run so far, then loads another address in it. */
  visit(page: Page, url: string): Promise<void>
  /** Maps all that was taken to the sources. @throws {Error} when a page was of another build, or nothing ran. */
  report(): Promise<BrowserCoverage>
}

/**
 * Makes a meter that has seen nothing yet. People get pages without source maps, so the same build is made once more with
 * them: names of files hold a hash of their content, and the content is compared, so that a map can only meet its own script.
 */
export async function createCoverageMeter(): Promise<CoverageMeter> {
  const chunks = await buildChunks()
  const entries: V8CoverageEntry[] = []
  const start = (page: Page) => page.coverage.startJSCoverage({ resetOnNavigation: false })
  const take = async (page: Page) => {
    entries.push(...(await page.coverage.stopJSCoverage()))
    await start(page)
  }
  return {
    take,
    async openPage(context) {
      const page = await context.newPage()
      await start(page)
      return page
    },
    async visit(page, url) {
      await take(page)
      await page.goto(url)
    },
    report: async () => summarise(await mapToSources(entries, chunks)),
  }
}

type Chunks = ReadonlyMap<string, Rolldown.OutputChunk>

async function buildChunks(): Promise<Chunks> {
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  try {
    const built = await build({
      configFile: join(frontend, 'vite.config.ts'),
      logLevel: 'error',
      build: { sourcemap: 'hidden', write: false },
    })
    const outputs = [built].flat().flatMap((each) => ('output' in each ? each.output : []))
    const chunks = outputs.filter((each) => each.type === 'chunk')
    return new Map(chunks.map((chunk) => [`/${chunk.fileName}`, chunk]))
  } finally {
    process.env.NODE_ENV = before
  }
}

async function mapToSources(entries: readonly V8CoverageEntry[], chunks: Chunks): Promise<CoverageResults> {
  const report = new CoverageReport({
    logging: 'error',
    name: 'Pages of the dashboard in Chromium',
    baseDir: root,
    outputDir: join(root, 'coverage', 'browser'),
    reports: ['v8-json'],
    sourceFilter: (path: string) => path.startsWith(measured),
  })
  const asked = new Set<string>()
  const run = entries.flatMap((entry) => {
    const { pathname } = new URL(entry.url)
    if (!pathname.startsWith('/assets/')) return []
    const chunk = chunks.get(pathname)
    if (chunk === undefined || chunk.code !== entry.source)
      throw new Error(`${pathname} is not of the build that is measured.`)
    asked.add(pathname)
    return [{ ...entry, sourceMap: mapFromRoot(chunk) }]
  })
  const idle = [...chunks].filter(([path]) => !asked.has(path)).map(([, chunk]) => untouched(chunk))
  await report.add([...run, ...idle])
  const results = await report.generate()
  if (results === undefined || results.files.length === 0) throw new Error(`Nothing of ${measured} has run.`)
  return results
}

/** A script that no page has asked for: none of it has run. */
function untouched(chunk: Rolldown.OutputChunk): V8CoverageEntry {
  const ranges = [{ startOffset: 0, endOffset: chunk.code.length, count: 0 }]
  return {
    url: `http://localhost/${chunk.fileName}`,
    source: chunk.code,
    sourceMap: mapFromRoot(chunk),
    functions: [{ functionName: '', isBlockCoverage: true, ranges }],
  }
}

/** The map of a script, its sources named from the project's root. */
function mapFromRoot({ fileName, map }: Rolldown.OutputChunk) {
  const folder = join(frontend, 'dist', dirname(fileName))
  return { ...map, sources: map?.sources.map((source) => relative(root, join(folder, source))) }
}

function summarise({ summary, files }: CoverageResults): BrowserCoverage {
  const shares = files.map((file) => ({
    path: file.sourcePath.slice(measured.length),
    lines: percent(file.summary.lines.pct),
    branches: percent(file.summary.branches.pct),
  }))
  return {
    lines: percent(summary.lines.pct),
    branches: percent(summary.branches.pct),
    files: shares.sort((a, b) => a.lines - b.lines || a.branches - b.branches),
  }
}

/** A file without any branch has all of them covered. */
function percent(share: number | ''): number {
  return share === '' ? 100 : share
}
