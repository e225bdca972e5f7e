import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startTelemetry } from './telemetry.ts'
import { readTrace } from './trace-store.ts'

it('counts what becomes of spans and hands them over when it is disposed', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'tars-traces-'))
  const config = { TARS_VERSION: '1.2.3', TARS_LOG_LEVEL: 'silent', TARS_TRACE_DIRECTORY: directory } as const
  const telemetry = startTelemetry(config, 'insight-engine')
  expect(await telemetry.metrics.render()).toMatch(/tars_spans_total\{fate="exported",.*\} 0/)
  const traceId = await telemetry.tracing.span('judge', {}, async (span) => span.traceId)
  await telemetry[Symbol.asyncDispose]()
  expect(await telemetry.metrics.render()).toMatch(/tars_spans_total\{fate="exported",.*\} 1/)
  expect(await readTrace(directory, traceId)).toMatchObject([{ name: 'judge', service: 'insight-engine' }])
  await rm(directory, { recursive: true })
})

it('writes log lines that name the active trace', async () => {
  const lines: string[] = []
  const destination = { write: (line: string) => void lines.push(line) }
  const config = { TARS_VERSION: '1.2.3', TARS_LOG_LEVEL: 'info' } as const
  await using telemetry = startTelemetry(config, 'insight-engine', destination)
  const traceId = await telemetry.tracing.span('judge', {}, async (span) => {
    telemetry.log.info({}, 'Judged.')
    return span.traceId
  })
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ traceId, service: 'insight-engine', version: '1.2.3' })
})
