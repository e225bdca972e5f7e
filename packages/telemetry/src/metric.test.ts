import { describe, expect, it } from 'vitest'
import { createMetrics } from './metric.ts'

const service = { service: 'dashboard-api', version: '1.2.3' }
const common = 'service="dashboard-api",version="1.2.3"'

async function seriesOf(metrics: { render(): Promise<string> }, name: string): Promise<string[]> {
  return (await metrics.render()).split('\n').filter((line) => line.startsWith(name))
}

describe('metrics', () => {
  it('count, set and observe under the names and labels of the catalogue', async () => {
    const metrics = createMetrics(service)
    metrics.increment('tars_verdicts_total', { verdict: 'improved' })
    metrics.increment('tars_verdicts_total', { verdict: 'improved' }, 2)
    metrics.set('tars_live_sockets', 7)
    metrics.observe('tars_http_request_seconds', 0.02, { operation: 'evaluations.list', status: '2xx' })
    expect(await seriesOf(metrics, 'tars_verdicts_total')).toEqual([
      `tars_verdicts_total{verdict="improved",${common}} 3`,
    ])
    expect(await seriesOf(metrics, 'tars_live_sockets')).toEqual([`tars_live_sockets{${common}} 7`])
    const buckets = await seriesOf(metrics, 'tars_http_request_seconds_bucket')
    expect(buckets).toHaveLength(14)
    expect(buckets.find((line) => line.includes('le="0.025"'))).toMatch(/ 1$/)
    expect(buckets.find((line) => line.includes('le="0.01"'))).toMatch(/ 0$/)
  })

  it('turns label values outside their closed set into other, and counts them', async () => {
    const metrics = createMetrics(service)
    for (const fate of ['lost', '', '__proto__']) metrics.increment('tars_spans_total', { fate })
    metrics.increment('tars_spans_total')
    expect(await seriesOf(metrics, 'tars_spans_total')).toEqual([
      `tars_spans_total{fate="other",${common}} 4`,
    ])
    expect(await seriesOf(metrics, 'tars_metric_label_overflow_total')).toEqual([
      `tars_metric_label_overflow_total{${common}} 4`,
    ])
  })

  it('stay bounded under endless label values', async () => {
    const metrics = createMetrics(service)
    for (let n = 0; n < 1_000; n += 1) {
      metrics.observe('tars_http_request_seconds', 1, { operation: `attack-${n}`, status: '2xx' })
    }
    expect(await seriesOf(metrics, 'tars_http_request_seconds_count')).toHaveLength(1)
  })

  it('are absent until they are used, and zero once they are declared', async () => {
    const metrics = createMetrics(service)
    expect(await seriesOf(metrics, 'tars_live_frames_total')).toEqual([])
    metrics.increment('tars_live_frames_total', {}, 0)
    expect(await seriesOf(metrics, 'tars_live_frames_total')).toEqual([`tars_live_frames_total{${common}} 0`])
  })

  it('of several services live side by side in one process', async () => {
    const [one, other] = [createMetrics(service), createMetrics({ service: 'ppo-agent', version: '1' })]
    one.set('tars_outbox_rows', 1)
    other.set('tars_outbox_rows', 2)
    expect(await seriesOf(one, 'tars_outbox_rows')).toEqual([`tars_outbox_rows{${common}} 1`])
    expect(await seriesOf(other, 'tars_outbox_rows')).toEqual([
      'tars_outbox_rows{service="ppo-agent",version="1"} 2',
    ])
  })

  it('include those of the process, in the text format of Prometheus', async () => {
    const metrics = createMetrics(service)
    const text = await metrics.render()
    for (const name of [
      'process_resident_memory_bytes',
      'process_cpu_seconds_total',
      'nodejs_eventloop_lag_p99_seconds',
    ]) {
      expect(text).toContain(`\n${name}{`)
    }
    expect(metrics.contentType).toContain('text/plain')
  })

  it('refuse to count backwards', () => {
    const metrics = createMetrics(service)
    expect(() => metrics.increment('tars_live_frames_total', {}, -1)).toThrow()
  })
})
