import { readEvaluation, readLatestCheckpoint, readTraining } from '@tars/database'
import { claim, startRelay } from '@tars/events'
import { describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { ask, expectSilence } from '../../../tests/harness/service.ts'
import { addTraining } from '../../../tests/harness/training.ts'
import { waitUntil } from '../../../tests/harness/wait-until.ts'
import { configSchema } from './config.ts'
import { startService } from './service.ts'

const refuse = (error: unknown) => {
  throw error
}
const configOf = (test: TestDatabase, changes: object = {}) =>
  configSchema.parse({ TARS_DATABASE_URL: test.url, TARS_LOG_LEVEL: 'silent', ...changes })

describe('ppo-agent', () => {
  it('trains, plays, shows its metrics and stops without leaving anything', async () => {
    await using test = await createTestDatabase()
    const { database } = test
    const service = await startService(configOf(test))
    expect(await ask(service.port, '/health/ready')).toMatchObject({ status: 200 })
    const relay = await startRelay(database, { onError: refuse })
    const { id } = await addTraining(database, { evaluateEpisodes: 20 })
    const read = async () => (await readTraining(database, id))!
    await waitUntil(async () => (await read()).state === 'completed')
    const { evaluationId } = await read()
    await waitUntil(async () => {
      const evaluation = await readEvaluation(database, evaluationId ?? '')
      return evaluation?.episodesDone === evaluation?.episodesTotal
    })
    const metrics = [
      /^tars_trainings_total\{outcome="completed",[^}]*\} 1$/m,
      /^tars_training_steps_total\{[^}]*\} 2048$/m,
      /^tars_trainer_memory_bytes\{[^}]*\} 0$/m,
      /^tars_runs_total\{outcome="completed",[^}]*\} 4$/m,
      /^tars_evaluation_episodes_total\{[^}]*\} 40$/m,
    ]
    await waitUntil(async () => {
      const { text } = await ask(service.port, '/metrics')
      return metrics.every((metric) => metric.test(text))
    })
    await relay.stop()
    await service[Symbol.asyncDispose]()
    await expectSilence(service.port)
  })

  it('gives back what it has not finished when it stops, and goes on when it is there again', async () => {
    await using test = await createTestDatabase()
    const { database } = test
    const { id } = await addTraining(database, { steps: 20_000_000 })
    const progress = async () => (await readTraining(database, id))?.progress?.steps ?? 0
    const first = await startService(configOf(test, { TARS_PLAYERS_MAX: 0 }))
    await waitUntil(async () => (await progress()) > 0)
    await first[Symbol.asyncDispose]()
    expect(await readTraining(database, id)).toMatchObject({ state: 'queued', attempts: 0 })
    const checkpoint = (await readLatestCheckpoint(database, id))?.steps ?? 0
    expect(checkpoint).toBeGreaterThanOrEqual(await progress())
    await using second = await startService(configOf(test))
    expect(second.port).toBeGreaterThan(0)
    await waitUntil(async () => (await progress()) > checkpoint)
  })

  it('goes on at once with what an earlier life of it has left, and only with that', async () => {
    await using test = await createTestDatabase()
    const { database } = test
    const left = await addTraining(database)
    const foreign = await addTraining(database)
    for (const owner of ['ppo-agent:here', 'ppo-agent:there'])
      await claim(database, 'trainings', { owner, leaseMs: 600_000 })
    await using service = await startService(configOf(test, { TARS_INSTANCE: 'ppo-agent:here' }))
    expect(service.port).toBeGreaterThan(0)
    await waitUntil(async () => (await readTraining(database, left.id))?.state === 'completed')
    expect(await readTraining(database, left.id)).toMatchObject({ attempts: 2 })
    expect(await readTraining(database, foreign.id)).toMatchObject({ state: 'running', attempts: 1 })
  })

  it('claims nothing where it has no slots', async () => {
    await using test = await createTestDatabase()
    await addTraining(test.database)
    await using service = await startService(configOf(test, { TARS_TRAINERS_MAX: 0, TARS_PLAYERS_MAX: 0 }))
    expect(await ask(service.port, '/health/ready')).toMatchObject({ status: 200 })
    expect(await test.database.query("SELECT 1 FROM trainings WHERE state <> 'queued'")).toEqual([])
  })

  it('does not start without its database', async () => {
    const config = configSchema.parse({
      TARS_DATABASE_URL: 'postgresql://tars@127.0.0.1:1/tars',
      TARS_LOG_LEVEL: 'silent',
    })
    await expect(startService(config)).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' })
  })
})
