import { type Benchmark, type Figure, meetsGoal, spreadOf } from './benchmark.ts'

/** What one run of a benchmark gave, as it is kept in `benchmarks/results`. */
export interface Result {
  name: string
  title: string
  method: string
  at: string
  machine: string
  figures: Figure[]
}

/** The page of all results, in Markdown. */
export function describeResults(results: readonly Result[]): string {
  const parts = [
    '# Measured figures',
    'Written by `npm run bench`; do not edit. Each table comes from one run of one program in `benchmarks/`; quoted are the median and, in brackets, the smallest and largest of *n* repetitions. Absolute times depend on the machine named; run the program to get yours.',
  ]
  for (const result of results) parts.push(describeResult(result))
  return `${parts.join('\n\n')}\n`
}

/** One benchmark's table, in Markdown. */
export function describeResult({ name, title, method, at, machine, figures }: Result): string {
  const rows = figures.map((figure) => {
    const { median, min, max } = spreadOf(figure.samples)
    const goal = figure.goal === undefined ? '–' : `${figure.goal} ${meetsGoal(figure) ? '✓' : '✗ missed'}`
    const spread = `${format(median)} (${format(min)} … ${format(max)})`
    return `| ${figure.what} | ${spread} | ${figure.unit} | ${figure.samples.length} | ${goal} |`
  })
  return [
    `## ${title}`,
    '',
    `\`npm run bench -- ${name}\` · ${at.slice(0, 10)} · ${machine}`,
    '',
    method,
    '',
    '| what | median (min … max) | unit | n | goal |',
    '|---|---:|---|---:|---|',
    ...rows,
  ].join('\n')
}

/** A result of a benchmark that has just run. */
export function resultOf(benchmark: Benchmark, figures: Figure[], at: string, machine: string): Result {
  const { name, title, method } = benchmark
  return { name, title, method, at, machine, figures }
}

/** Three significant digits, thousands set apart. */
function format(value: number): string {
  const digits = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))))
  return value.toLocaleString('en-GB', {
    minimumFractionDigits: 0,
    maximumFractionDigits: Math.min(6, digits),
  })
}
