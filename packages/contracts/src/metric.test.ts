import { describe, expect, it } from 'vitest'
import { routes } from './api.ts'
import { type MetricDefinition, metricCatalogue } from './metric.ts'

const metrics = Object.entries(metricCatalogue) as [string, MetricDefinition][]

describe('the catalogue of metrics', () => {
  it.each(metrics)(
    '%s is called tars_<thing>_<unit>, with _total for counters only',
    (name, { kind, help }) => {
      expect(name).toMatch(/^tars(_[a-z]+){2,}$/)
      expect(name.endsWith('_total')).toBe(kind === 'counter')
      expect(help).toMatch(/^[A-Z].*[^.]$/)
    },
  )

  const labelled = metrics.filter(([, { labels }]) => Object.keys(labels).length > 0)
  it.each(labelled)('%s has labels with closed sets of distinct values', (_, { labels }) => {
    for (const [label, values] of Object.entries(labels)) {
      expect(label).toMatch(/^[a-z]+$/)
      expect(values.length).toBeGreaterThan(1)
      expect(new Set(values).size).toBe(values.length)
    }
  })

  it.each(metrics)('%s has rising buckets if it is a histogram, in seconds', (name, { kind, buckets }) => {
    expect(buckets !== undefined).toBe(kind === 'histogram')
    if (buckets === undefined) return
    expect(name).toMatch(/_seconds$/)
    expect(buckets).toEqual([...new Set(buckets)].sort((a, b) => a - b))
    expect(buckets.length).toBeGreaterThan(5)
  })

  it.each(metrics)('%s has a bounded number of series', (_, { labels, buckets }) => {
    const series = Object.values(labels).reduce((product, values) => product * values.length, 1)
    expect(series * ((buckets?.length ?? -2) + 3)).toBeLessThan(4_000)
  })

  it('measures every operation, and the requests to none', () => {
    const { operation } = metricCatalogue.tars_http_request_seconds.labels
    expect(operation).toEqual([...Object.keys(routes), 'other'])
  })
})
