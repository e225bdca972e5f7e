import { readConfiguration } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { configSchema } from './config.ts'

const url = 'postgresql://tars@127.0.0.1:5432/tars'

describe('the configuration of ppo-agent', () => {
  it('needs no more than a database', () => {
    expect(readConfiguration(configSchema, { TARS_DATABASE_URL: url })).toMatchObject({
      TARS_TRAINERS_MAX: 1,
      TARS_PLAYERS_MAX: 1,
      TARS_LEASE_SECONDS: 15,
      TARS_CHECKPOINT_SECONDS: 5,
    })
  })

  it('takes no trainers at all, and parts of a second between checkpoints', () => {
    const given = { TARS_TRAINERS_MAX: '0', TARS_CHECKPOINT_SECONDS: '0.5' }
    expect(readConfiguration(configSchema, { TARS_DATABASE_URL: url, ...given })).toMatchObject({
      TARS_TRAINERS_MAX: 0,
      TARS_CHECKPOINT_SECONDS: 0.5,
    })
  })

  it.each([
    ['TARS_DATABASE_URL', 'localhost'],
    ['TARS_TRAINERS_MAX', '65'],
    ['TARS_TRAINERS_MAX', '1.5'],
    ['TARS_PLAYERS_MAX', '-1'],
    ['TARS_LEASE_SECONDS', '0.9'],
    ['TARS_LEASE_SECONDS', '601'],
    ['TARS_CHECKPOINT_SECONDS', 'often'],
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
