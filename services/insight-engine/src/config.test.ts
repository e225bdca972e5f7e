import { readConfiguration } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { configSchema } from './config.ts'

const url = 'postgresql://tars@127.0.0.1:5432/tars'

describe('the configuration of insight-engine', () => {
  it('needs no more than a database', () => {
    expect(readConfiguration(configSchema, { TARS_DATABASE_URL: url })).toMatchObject({
      TARS_DATABASE_URL: url,
      TARS_DATABASE_CONNECTIONS: 5,
      TARS_PORT: 0,
      TARS_REGION: 'local',
    })
  })

  it.each([
    ['TARS_DATABASE_URL', ''],
    ['TARS_DATABASE_URL', 'sqlite://tars'],
    ['TARS_DATABASE_CONNECTIONS', '51'],
    ['TARS_PORT', '-1'],
    ['TARS_REGION', 'a'.repeat(33)],
    ['TARS_LOG_LEVEL', 'loud'],
  ])('refuses %s=%s by name', (name, value) => {
    const read = () => readConfiguration(configSchema, { TARS_DATABASE_URL: url, [name]: value })
    expect(read).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        facts: { problems: [expect.objectContaining({ path: name })] },
      }),
    )
  })
})
