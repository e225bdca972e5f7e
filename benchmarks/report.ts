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

const begin = '<!-- figures: written by `npm run bench` -->'
const end = '<!-- end of figures -->'

/** A page with the table between its two marks made anew. @throws {RangeError} when the page lacks the marks. */
export function placeHeadlines(page: string, results: readonly Result[]): string {
  const from = page.indexOf(begin)
  const to = page.indexOf(end)
  if (from < 0 || to < from) throw new RangeError(`the page lacks ${begin} … ${end}`)
  return `${page.slice(0, from)}${begin}\n${describeHeadlines(results)}\n${page.slice(to)}`
}

function describeHeadlines(results: readonly Result[]): string {
  const rows = results.flatMap(({ name, figures }) =>
    figures
      .filter(({ headline }) => headline)
      .map(({ what, unit, samples, goal }) => {
        const { median, min, max } = spreadOf(samples)
        return `| ${what} | ${format(median)} ${unit} (${format(min)} … ${format(max)}) | ${goal ?? '–'} | \`npm run bench -- ${name}\` |`
      }),
  )
  const machine = [...new Set(results.map((result) => result.machine))].join('; ')
  return [
    '| what | median (min … max) | goal | measured by |',
    '|---|---|---|---|',
    ...rows,
    '',
    `On ${machine}; all figures and how they are taken: [docs/benchmarks.md](docs/benchmarks.md).`,
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
