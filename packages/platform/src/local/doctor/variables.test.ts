import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkVariables } from './check-variables.ts'
import { readVariables } from './variables.ts'

const root = resolve(import.meta.dirname, '../../../../..')
const check = async (environment: Record<string, string>) =>
  checkVariables(await readVariables(root, environment))

describe('the check of variables', () => {
  it('is content with none, with allowed ones, with empty ones, and with those of other programs', async () => {
    expect(await check({ HOME: '/root', TARS_LEASE_SECONDS: '' })).toMatchObject({
      state: 'ok',
      found: 'none set: every setting has its default',
    })
    expect(await check({ TARS_LEASE_SECONDS: '30', TARS_URL: 'http://x' })).toMatchObject({
      state: 'ok',
      found: 'TARS_LEASE_SECONDS, TARS_URL',
    })
  })

  it('names every value that a service would refuse, with what is allowed and never the value itself', async () => {
    const { state, found, mend } = await check({ TARS_TRAINERS_MAX: '9999', TARS_LOG_LEVEL: 'secret!' })
    expect(state).toBe('broken')
    expect(found).toContain('TARS_TRAINERS_MAX must be at most 64')
    expect(found).toContain('TARS_LOG_LEVEL must be one of trace')
    expect(`${found}${mend}`).not.toContain('secret!')
    expect(mend).toContain('`unset TARS_LOG_LEVEL TARS_TRAINERS_MAX`')
  })

  it('warns of names that nothing reads, and guesses what was meant', async () => {
    expect(await check({ TARS_TRAINER_MAX: '1' })).toMatchObject({
      state: 'warning',
      found: 'TARS_TRAINER_MAX (TARS_TRAINERS_MAX?)',
    })
    expect((await check({ TARS_COLOUR_OF_THE_SKY: 'blue' })).found).toBe('TARS_COLOUR_OF_THE_SKY')
  })
})
