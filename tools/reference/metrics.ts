import { type MetricDefinition, metricCatalogue, routes, serviceNames } from '@tars/contracts'
import { listTexts } from '../syntax.ts'
import { isSource, isTest, type Tree } from '../tree.ts'
import { code, linkTo, renderPage, renderTable, sentence } from './page.ts'

const intro = `Every service answers \`/metrics\` in the Prometheus text format on its own port. There are no other metrics of T.A.R.S. than
these, besides those of the process itself (\`process_*\`, \`nodejs_*\`). Labels have closed sets of values: any other value is
counted as \`other\`, and in ${linkTo('tars_metric_label_overflow_total')}.`

/** The page of every metric: kind, unit-bearing name, labels with their values, buckets, and who reports it. */
export function describeMetrics(tree: Tree): string {
  const metrics = Object.entries<MetricDefinition>(metricCatalogue)
  return renderPage({
    title: 'Metrics',
    source: 'packages/contracts/src/metric.ts',
    blocks: [
      intro,
      renderTable({
        columns: ['metric', 'kind', 'what'],
        rows: metrics.map(([name, { kind, help }]) => [linkTo(name), kind, help]),
      }),
      ...metrics.flatMap(([name, { kind, help, labels, buckets }]) => [
        `## ${name}`,
        `${sentence(help)} A ${kind}, reported by ${describeReporters(tree, name)}.`,
        renderTable({
          columns: ['label', 'values'],
          rows: Object.entries(labels).map(([label, values]) => [code(label), describeValues(values)]),
        }),
        buckets === undefined ? '' : `Buckets: ${buckets.map(code).join(', ')}.`,
      ]),
    ],
  })
}

/** The services in whose sources a metric is named; what telemetry counts for all of them, all of them report. */
function describeReporters(tree: Tree, name: string): string {
  const naming = tree.filter(
    (file) => isSource(file.path) && !isTest(file.path) && listTexts(file).includes(name),
  )
  const services = serviceNames.filter((service) =>
    naming.some(({ path }) => path.startsWith(`services/${service}/src/`)),
  )
  if (services.length > 0) return services.map(code).join(' and ')
  return naming.some(({ path }) => path.startsWith('packages/telemetry/src/'))
    ? 'every service'
    : 'no service yet'
}

function describeValues(values: readonly string[]): string {
  const isOperations = Object.keys(routes).every((operation) => values.includes(operation))
  if (!isOperations) return values.map(code).join(', ')
  const others = values.filter((value) => !(value in routes))
  return ['an operation of the [API](api.md)', ...others.map(code)].join(', ')
}
