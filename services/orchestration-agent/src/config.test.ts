import { readConfiguration, type TarsError } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { configSchema } from './config.ts'

const url = 'postgresql://tars@127.0.0.1:5432/tars'

describe('the configuration of orchestration-agent', () => {
  it('needs no more than a database', () => {
    expect(readConfiguration(configSchema, { TARS_DATABASE_URL: url, HOME: '/root' })).toEqual({
      TARS_DATABASE_URL: url,
      TARS_DATABASE_CONNECTIONS: 5,
      TARS_HOST: '127.0.0.1',
      TARS_PORT: 0,
      TARS_VERSION: '0.1.0',
      TARS_REGION: 'local',
      TARS_LOG_LEVEL: 'info',
      TARS_SWEEP_SECONDS: 5,
    })
  })

  it.each([
    ['TARS_DATABASE_URL', 'mysql://127.0.0.1/tars'],
    ['TARS_DATABASE_CONNECTIONS', '1'],
    ['TARS_PORT', '65536'],
    ['TARS_REGION', 'Nord West'],
    ['TARS_LOG_LEVEL', 'loud'],
    ['TARS_SWEEP_SECONDS', '0'],
    ['TARS_SWEEP_SECONDS', 'often'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'nowhere'],
  ])('refuses %s=%s by name, and does not repeat the value', (name, value) => {
    const read = () => readConfiguration(configSchema, { TARS_DATABASE_URL: url, [name]: value })
    expect(read).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }))
    expect(problemsOf(read)).toEqual([name])
  })

  it('tells all problems at once', () => {
    const read = () => readConfiguration(configSchema, { TARS_PORT: 'http', TARS_SWEEP_SECONDS: '-1' })
    expect(problemsOf(read).sort()).toEqual(['TARS_DATABASE_URL', 'TARS_PORT', 'TARS_SWEEP_SECONDS'])
  })
})

function problemsOf(read: () => unknown): string[] {
  try {
    read()
  } catch (error) {
    const { problems } = (error as TarsError).facts as { problems: { path: string }[] }
    return problems.map(({ path }) => path)
  }
  return []
}
