import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readConfiguration } from './configuration.ts'
import { TarsError } from './error.ts'
import { databaseConfiguration, serviceConfiguration } from './service-configuration.ts'

const schema = z.object({ ...serviceConfiguration, ...databaseConfiguration })
const TARS_DATABASE_URL = 'postgresql://tars:pass-9f3c@127.0.0.1:5432/tars'

function refusalOf(environment: Record<string, string>): TarsError {
  try {
    readConfiguration(schema, environment)
  } catch (error) {
    if (error instanceof TarsError) return error
    throw error
  }
  throw new Error('It was accepted.')
}

describe('the configuration of a process', () => {
  it('takes what is given, turns it into its type and fills in the defaults', () => {
    const config = readConfiguration(schema, { TARS_DATABASE_URL, TARS_PORT: '8080' })
    expect(config.TARS_PORT).toBe(8080)
    expect(config.TARS_DATABASE_CONNECTIONS).toBe(5)
    expect(config.TARS_HOST).toBe('127.0.0.1')
    expect(config.TARS_TRACE_DIRECTORY).toBeUndefined()
  })

  it('counts an empty variable as absent', () => {
    const config = readConfiguration(schema, { TARS_DATABASE_URL, TARS_PORT: '', TARS_LOG_LEVEL: '' })
    expect(config.TARS_PORT).toBe(0)
    expect(config.TARS_LOG_LEVEL).toBe('info')
    expect(refusalOf({ TARS_DATABASE_URL: '' }).problems.map(({ path }) => path)).toEqual([
      'TARS_DATABASE_URL',
    ])
  })

  it('leaves alone what it does not know, even under a strict schema', () => {
    const strict = z.strictObject(serviceConfiguration)
    expect(readConfiguration(strict, { PATH: '/bin', TARS_REGION: 'eu' })).not.toHaveProperty('PATH')
  })

  it('cannot be changed', () => {
    const config = readConfiguration(schema, { TARS_DATABASE_URL })
    expect(() => Object.assign(config, { TARS_PORT: 1 })).toThrow(TypeError)
  })

  it('lists every problem at once, by name', () => {
    const error = refusalOf({
      TARS_PORT: '70000',
      TARS_LOG_LEVEL: 'loud',
      TARS_DATABASE_CONNECTIONS: 'many',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'nowhere',
    })
    const names = [
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      'TARS_DATABASE_CONNECTIONS',
      'TARS_DATABASE_URL',
      'TARS_LOG_LEVEL',
      'TARS_PORT',
    ]
    expect(error.code).toBe('CONFIG_INVALID')
    expect(error.problems.map(({ path }) => path).sort()).toEqual(names)
    for (const name of names) expect(error.message).toContain(`\n  ${name}: `)
  })

  it('never tells a value, which may be a secret', () => {
    const error = refusalOf({
      TARS_DATABASE_URL: 'mysql://tars:hunter2@db',
      TARS_REGION: 'Hunter2!',
      TARS_LOG_LEVEL: 'hunter2',
      TARS_PORT: 'hunter2',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'hunter2',
    })
    expect(error.problems.length).toBe(5)
    expect(`${error.message} ${JSON.stringify(error.facts)}`).not.toMatch(/hunter2/i)
  })
})
