import type { Evaluation } from '@tars/contracts'
import { readEvaluation } from '@tars/database'
import { readHead } from '@tars/events'
import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../tests/harness/database.ts'
import { addEvaluation, addPolicy, landRuns } from '../../../tests/harness/evaluation.ts'
import { publishTogether } from '../../../tests/harness/event.ts'
import { ask, expectSilence } from '../../../tests/harness/service.ts'
import { waitUntil } from '../../../tests/harness/wait-until.ts'
import { configSchema } from './config.ts'
import { startService } from './service.ts'

const progressOf = ({ id, policyId, agent, environment, episodesTotal }: Evaluation) => ({
  kind: 'evaluation.progressed' as const,
  data: { evaluation: id, policy: policyId, agent, environment, episodesDone: episodesTotal, episodesTotal },
})

describe('orchestration-agent', () => {
  it('relays, scores, sweeps, shows its metrics and stops without leaving anything', async () => {
    await using test = await createTestDatabase()
    const config = configSchema.parse({ TARS_DATABASE_URL: test.url, TARS_LOG_LEVEL: 'silent' })
    const service = await startService(config)
    expect(await ask(service.port, '/health/ready')).toMatchObject({ status: 200 })
    const evaluation = await addEvaluation(test.database, await addPolicy(test.database))
    await landRuns(test.database, (_, index) => index)
    await publishTogether(test.database, [progressOf(evaluation)])
    await waitUntil(async () => (await readEvaluation(test.database, evaluation.id))?.state === 'scored')
    await waitUntil(async () => (await readHead(test.database, 'evaluations')) === 2)
    const { text } = await ask(service.port, '/metrics')
    expect(text).toMatch(/^tars_events_relayed_total\{[^}]*\} 2$/m)
    expect(text).toMatch(/^tars_outbox_rows\{/m)
    expect(text).toMatch(/^tars_leases_expired_total\{kind="run",[^}]*\} 0$/m)
    await service[Symbol.asyncDispose]()
    await expectSilence(service.port)
  })

  it('sets aside an event that it cannot handle and goes on with the next', async () => {
    await using test = await createTestDatabase()
    const config = configSchema.parse({ TARS_DATABASE_URL: test.url, TARS_LOG_LEVEL: 'silent' })
    await using service = await startService(config)
    expect(service.port).toBeGreaterThan(0)
    const evaluation = await addEvaluation(test.database, await addPolicy(test.database))
    await landRuns(test.database, (_, index) => index)
    const broken = progressOf({ ...evaluation, id: 'no id' })
    await publishTogether(test.database, [broken, progressOf(evaluation)])
    await waitUntil(async () => (await readEvaluation(test.database, evaluation.id))?.state === 'scored')
    expect(await test.database.query('SELECT consumer, "offset" FROM dead_letters')).toEqual([
      { consumer: 'orchestration-agent:evaluations', offset: 1 },
    ])
  })

  it('does not start without its database', async () => {
    const config = configSchema.parse({ TARS_DATABASE_URL: 'postgresql://tars@127.0.0.1:1/tars' })
    await expect(startService(config)).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' })
  })
})
