import { failTraining, readEvaluation, storeCheckpoint } from '@tars/database'
import { claim, readEvents, relayBatch } from '@tars/events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../tests/harness/database.ts'
import { addEvaluation, landRuns } from '../../../tests/harness/evaluation.ts'
import { addTraining, holdTraining } from '../../../tests/harness/training.ts'
import { addPolicy, type RunningApi, startApi } from '../tests/running-api.ts'

let api: RunningApi
beforeAll(async () => {
  api = await startApi(await createTestDatabase())
})
afterAll(() => api.dispose())

const resume = (operation: 'trainings.resume' | 'evaluations.resume', id: string) =>
  api.call(operation, 'developer', { params: { id } })

/** The kinds of the events of a channel, once the relay has moved what waits. */
async function kindsOf(channel: string) {
  while ((await api.database.transaction(relayBatch)).moved > 0);
  return (await readEvents(api.database, channel, 0, 1_000)).map(({ kind }) => kind)
}

async function actionsOn(subject: string) {
  const rows = await api.database.query<{ action: string }>(
    'SELECT action FROM audit WHERE subject = $1 ORDER BY id',
    [subject],
  )
  return rows.map(({ action }) => action)
}

describe('a training that has failed or was cancelled', () => {
  it('is queued again with its event and its audit entry, and keeps its checkpoint', async () => {
    const { id } = await addTraining(api.database, { agent: 'resumed' })
    const held = await holdTraining(api.database, id)
    await storeCheckpoint(api.database, held, 64, new Uint8Array([1]))
    await api.database.transaction((sql) => failTraining(sql, held, 'It stumbled.'))
    const { status, json } = await resume('trainings.resume', id)
    expect(status).toBe(200)
    expect(json).toMatchObject({ id, state: 'queued', attempts: 0, error: null, endedAt: null })
    expect(await kindsOf(`training:${id}`)).toEqual(['training.resumed'])
    expect(await actionsOn(id)).toEqual(['training.resume'])
    const kept = await api.database.query('SELECT steps FROM checkpoints WHERE training_id = $1', [id])
    expect(kept).toEqual([{ steps: 64 }])
  })

  it('is the only one that can be resumed, and only while its environment is there', async () => {
    const { id } = await addTraining(api.database, { agent: 'resumed' })
    const refusal = async () => (await resume('trainings.resume', id)).problem
    expect(await refusal()).toMatchObject({ code: 'STATE_CONFLICT', detail: 'The training is queued.' })
    await holdTraining(api.database, id)
    expect((await refusal()).detail).toBe('The training is running.')
    await api.database.query("UPDATE trainings SET state = 'completed' WHERE id = $1", [id])
    expect((await refusal()).detail).toBe('The training is completed.')
    const nobodysId = '0190a6a0-0000-7000-8000-000000000000'
    expect((await resume('trainings.resume', nobodysId)).problem.code).toBe('NOT_FOUND')
    await api.database.query("UPDATE trainings SET state = 'failed', environment = 'Gone-v1' WHERE id = $1", [
      id,
    ])
    expect((await refusal()).detail).toBe('The environment Gone-v1 is not there any more.')
  })
})

describe('work that is named in capitals', () => {
  it('is cancelled and resumed on the channels of its own id', async () => {
    const training = await addTraining(api.database, { agent: 'shouted' })
    const policy = await addPolicy(api.database, 'shouted')
    const evaluation = await addEvaluation(api.database, policy)
    for (const [thing, { id }] of Object.entries({ training, evaluation })) {
      const params = { id: id.toUpperCase() }
      for (const verb of ['cancel', 'resume'] as const)
        expect(
          (await api.call(`${thing as 'training'}s.${verb}`, 'developer', { params })).json,
        ).toMatchObject({ id })
      expect((await kindsOf(`${thing}:${id}`)).slice(-2)).toEqual([`${thing}.cancelled`, `${thing}.resumed`])
      expect((await actionsOn(id)).slice(-2)).toEqual([`${thing}.cancel`, `${thing}.resume`])
    }
  })
})

describe('an evaluation that has failed or was cancelled', () => {
  it('is played on from where it was, and what was played is kept', async () => {
    const policy = await addPolicy(api.database, 'continued')
    const { id } = await addEvaluation(api.database, policy, { episodes: 20 })
    const lease = await claim(api.database, 'runs', { owner: 'test', leaseMs: 60_000 })
    expect(lease).toBeDefined()
    await api.call('evaluations.cancel', 'developer', { params: { id } })
    const { json } = await resume('evaluations.resume', id)
    expect(json).toMatchObject({ state: 'queued', error: null, endedAt: null, episodesDone: 0 })
    await landRuns(api.database, (_side, index) => index)
    expect(await readEvaluation(api.database, id)).toMatchObject({ episodesDone: 40 })
    expect(await kindsOf(`evaluation:${id}`)).toEqual(['evaluation.cancelled', 'evaluation.resumed'])
    expect(await actionsOn(id)).toEqual(['evaluation.cancel', 'evaluation.resume'])
  })

  it('is scored at once where everything was played already', async () => {
    const policy = await addPolicy(api.database, 'played')
    const { id } = await addEvaluation(api.database, policy, { episodes: 10 })
    await landRuns(api.database, (_side, index) => index)
    await api.call('evaluations.cancel', 'developer', { params: { id } })
    expect((await resume('evaluations.resume', id)).json).toMatchObject({
      state: 'running',
      episodesDone: 20,
    })
    expect((await kindsOf(`evaluation:${id}`)).slice(1)).toEqual([
      'evaluation.resumed',
      'evaluation.progressed',
    ])
  })

  it('is the only one that can be resumed, and only while its environment is there', async () => {
    const policy = await addPolicy(api.database, 'refused')
    const { id } = await addEvaluation(api.database, policy)
    const refusal = async () => (await resume('evaluations.resume', id)).problem
    expect(await refusal()).toMatchObject({ code: 'STATE_CONFLICT', detail: 'The evaluation is queued.' })
    await api.database.query(
      "UPDATE evaluations SET state = 'failed', environment = 'Gone-v1' WHERE id = $1",
      [id],
    )
    expect((await refusal()).detail).toBe('The environment Gone-v1 is not there any more.')
    expect(await readEvaluation(api.database, id)).toMatchObject({ state: 'failed' })
  })
})
