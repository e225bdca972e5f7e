import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import type { Benchmark } from './benchmark.ts'
import { learning } from './learning.ts'
import { pages } from './pages.ts'
import { platform } from './platform.ts'
import { promotion } from './promotion.ts'
import { recovery } from './recovery.ts'
import { describeResult, describeResults, placeHeadlines, resultOf } from './report.ts'
import { readResults, resultsDirectory } from './results.ts'

/** `npm run bench [NAME …]`: measures, prints the tables, and writes benchmarks/results, docs/benchmarks.md and the README's table. */
const benchmarks: Benchmark[] = [learning, platform, promotion, recovery, pages]
const page = new URL('../docs/benchmarks.md', import.meta.url)
const readme = new URL('../README.md', import.meta.url)

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name))
if (unknown.length > 0) {
  const known = benchmarks.map(({ name }) => name).join(', ')
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${known}.`)
  process.exit(2)
}

await mkdir(resultsDirectory, { recursive: true })
for (const benchmark of benchmarks) {
  if (wanted.length > 0 && !wanted.includes(benchmark.name)) continue
  const figures = await benchmark.measure((line) => console.error(`${benchmark.name}: ${line}`))
  const result = resultOf(benchmark, figures, new Date().toISOString(), describeMachine())
  await writeFile(new URL(`${benchmark.name}.json`, resultsDirectory), `${JSON.stringify(result, null, 2)}\n`)
  console.log(`${describeResult(result)}\n`)
}
const results = await readResults(benchmarks.map(({ name }) => name))
await writeFile(page, describeResults(results))
await writeFile(readme, placeHeadlines(await readFile(readme, 'utf8'), results))

function describeMachine(): string {
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${cpus().length} cores, ${memory} GiB, ${process.platform} ${process.arch}, Node ${process.versions.node}`
}
