import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import type { Benchmark } from './benchmark.ts'
import { learning } from './learning.ts'
import { platform } from './platform.ts'
import { describeResult, describeResults, type Result, resultOf } from './report.ts'

/** `npm run bench [NAME …]`: measures, prints the tables, and writes benchmarks/results and docs/benchmarks.md. */
const benchmarks: Benchmark[] = [learning, platform]
const results = new URL('./results/', import.meta.url)
const page = new URL('../docs/benchmarks.md', import.meta.url)

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name))
if (unknown.length > 0) {
  const known = benchmarks.map(({ name }) => name).join(', ')
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${known}.`)
  process.exit(2)
}

await mkdir(results, { recursive: true })
for (const benchmark of benchmarks) {
  if (wanted.length > 0 && !wanted.includes(benchmark.name)) continue
  const figures = await benchmark.measure((line) => console.error(`${benchmark.name}: ${line}`))
  const result = resultOf(benchmark, figures, new Date().toISOString(), describeMachine())
  await writeFile(new URL(`${benchmark.name}.json`, results), `${JSON.stringify(result, null, 2)}\n`)
  console.log(`${describeResult(result)}\n`)
}
await writeFile(page, describeResults(await readResults()))

async function readResults(): Promise<Result[]> {
  const known = await readdir(results)
  const files = benchmarks.map(({ name }) => `${name}.json`).filter((file) => known.includes(file))
  return Promise.all(files.map(async (file) => JSON.parse(await readFile(new URL(file, results), 'utf8'))))
}

function describeMachine(): string {
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${cpus().length} cores, ${memory} GiB, ${process.platform} ${process.arch}, Node ${process.versions.node}`
}
