import type { Evaluation } from '@tars/contracts'
import { listInsights, readEvaluation, type Side } from '@tars/database'
import { startRelay } from '@tars/events'
import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../tests/harness/database.ts'
import { addPolicy, addScoredEvaluation } from '../../../tests/harness/evaluation.ts'
import { publishTogether } from '../../../tests/harness/event.ts'
import { ask, expectSilence } from '../../../tests/harness/service.ts'
import { addTraining } from '../../../tests/harness/training.ts'
import { waitUntil } from '../../../tests/harness/wait-until.ts'
import { configSchema } from './config.ts'
import { startService } from './service.ts'

const refuse = (error: unknown) => {
  throw error
}
const returnOf = (side: Side, index: number) => (side === 'candidate' ? 20 : 400) + (index % 3)
const scoredEvent = ({ id, policyId, agent, environment }: Evaluation) => ({
  kind: 'evaluation.scored' as const,
  data: { evaluation: id, policy: policyId, agent, environment, mean: 21 },
})

describe('insight-engine', () => {
  it('judges, raises insights, shows its metrics and stops without leaving anything', async () => {
    await using test = await createTestDatabase()
    const { database } = test
    const relay = await startRelay(database, { onError: refuse })
    const config = configSchema.parse({ TARS_DATABASE_URL: test.url, TARS_LOG_LEVEL: 'silent' })
    const service = await startService(config)
    expect(await ask(service.port, '/health/ready')).toMatchObject({ status: 200 })
    const evaluation = await addScoredEvaluation(database, await addPolicy(database), returnOf)
    const { id: training } = await addTraining(database)
    const failure = { training, agent: 'cartpole', environment: 'CartPole-v1', error: 'no memory' }
    await publishTogether(database, [
      // Nobody can judge what has no id; it is set aside after its last attempt.
      scoredEvent({ ...evaluation, id: 'no id' }),
      scoredEvent(evaluation),
      { kind: 'training.failed', data: failure },
    ])
    await waitUntil(async () => (await listInsights(database, {}, { limit: 10 })).length === 2)
    expect(await readEvaluation(database, evaluation.id)).toMatchObject({ verdict: 'regressed' })
    expect(await database.query('SELECT consumer, "offset" FROM dead_letters')).toEqual([
      { consumer: 'insight-engine:evaluations', offset: 1 },
    ])
    const { text } = await ask(service.port, '/metrics')
    expect(text).toMatch(/^tars_verdicts_total\{verdict="regressed",[^}]*\} 1$/m)
    expect(text).toMatch(/^tars_evaluations_total\{outcome="completed",[^}]*\} 1$/m)
    await service[Symbol.asyncDispose]()
    await expectSilence(service.port)
    await relay.stop()
  })

  it('does not start without its database', async () => {
    const config = configSchema.parse({ TARS_DATABASE_URL: 'postgresql://tars@127.0.0.1:1/tars' })
    await expect(startService(config)).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' })
  })
})
