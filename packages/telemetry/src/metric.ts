import { type MetricDefinition, type MetricName, metricCatalogue } from '@tars/contracts'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

type Catalogue = typeof metricCatalogue
type NamesOf<Kind extends MetricDefinition['kind']> = {
  [Name in MetricName]: Catalogue[Name]['kind'] extends Kind ? Name : never
}[MetricName]

/** The labels of a metric; values outside their closed set are counted as `other`. */
export type MetricLabels<Name extends MetricName> = {
  [Label in keyof Catalogue[Name]['labels']]: LabelValue<Catalogue[Name]['labels'][Label]>
}
type LabelValue<Values> = Values extends readonly (infer Value extends string)[]
  ? Value | (string & {})
  : never

/** The metrics of one service. Units are those in the metric's name. */
export interface Metrics {
  /** Adds `by` (default 1, never negative) to a counter; 0 makes the series appear before its first event. */
  increment<Name extends NamesOf<'counter'>>(name: Name, labels?: MetricLabels<Name>, by?: number): void
  /** Sets a gauge. */
  set<Name extends NamesOf<'gauge'>>(name: Name, value: number, labels?: MetricLabels<Name>): void
  /** Records one observation in a histogram. */
  observe<Name extends NamesOf<'histogram'>>(name: Name, value: number, labels?: MetricLabels<Name>): void
  /** Every metric in Prometheus' text format. */
  render(): Promise<string>
  readonly contentType: string
}

type Labels = Readonly<Record<string, string>>
type Instrument = Counter | Gauge | Histogram
const overflowName = 'tars_metric_label_overflow_total'

/**
 * Makes the metrics of one service in a registry of its own: those of the catalogue as they are first used (a
 * metric that a service never uses is absent, not zero) and the process metrics of Node. Every series carries
 * `service` and `version`.
 */
export function createMetrics({ service, version }: { service: string; version: string }): Metrics {
  const registry = new Registry()
  registry.setDefaultLabels({ service, version })
  collectDefaultMetrics({ register: registry })
  const instruments = new Map<MetricName, Instrument>()
  const instrument = (name: MetricName): Instrument => {
    const made = instruments.get(name) ?? createInstrument(name, registry)
    instruments.set(name, made)
    return made
  }
  const overflow = instrument(overflowName) as Counter
  const closed = (name: MetricName, labels: Labels = {}) => closeLabels(name, labels, () => overflow.inc())
  return {
    increment: (name, labels, by = 1) => (instrument(name) as Counter).inc(closed(name, labels), by),
    set: (name, value, labels) => (instrument(name) as Gauge).set(closed(name, labels), value),
    observe: (name, value, labels) => (instrument(name) as Histogram).observe(closed(name, labels), value),
    render: () => registry.metrics(),
    contentType: registry.contentType,
  }
}

function createInstrument(name: MetricName, registry: Registry): Instrument {
  const { kind, help, labels, buckets }: MetricDefinition = metricCatalogue[name]
  const common = { name, help, labelNames: Object.keys(labels), registers: [registry] }
  if (kind === 'counter') return new Counter(common)
  if (kind === 'gauge') return new Gauge(common)
  return new Histogram({ ...common, ...(buckets === undefined ? {} : { buckets: [...buckets] }) })
}

/** A missing value is outside the set as well: every series of a metric has all of its labels. */
function closeLabels(name: MetricName, given: Labels, onOverflow: () => void): Record<string, string> {
  const { labels }: MetricDefinition = metricCatalogue[name]
  const closed: Record<string, string> = {}
  for (const [label, values] of Object.entries(labels)) {
    const value = given[label]
    const known = value !== undefined && values.includes(value)
    if (!known) onOverflow()
    closed[label] = known ? value : 'other'
  }
  return closed
}
