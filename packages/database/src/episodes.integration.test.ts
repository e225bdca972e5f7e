import { episodeSchema, type Id } from '@tars/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { ensureAgent } from './agents.ts'
import { listEpisodes, listPlayedEpisodes, type PlayedEpisode, readEpisode } from './episodes.ts'
import { insertEvaluation, type Side } from './evaluations.ts'
import { storePolicy } from './policies.ts'
import { completeRun } from './runs.ts'
import type { Held } from './trainings.ts'

const episodes = 25

let test: TestDatabase
let id: Id
beforeAll(async () => {
  test = await createTestDatabase()
  id = await makeEvaluation()
  // The last runs land first, and the baseline's last one is still being played.
  await land('baseline', 0)
  await land('baseline', 10)
  for (const first of [20, 10, 0]) await land('candidate', first)
})
afterAll(() => test.dispose())

async function makeEvaluation(): Promise<Id> {
  const agent = await ensureAgent(test.database, { name: 'agent', environment: 'CartPole-v1' })
  return test.database.transaction(async (sql) => {
    const subject = { agentId: agent.id, environment: 'CartPole-v1', region: 'local' }
    const policyId = await storePolicy(sql, {
      ...subject,
      trainingId: null,
      algorithm: 'ppo',
      steps: 1,
      returnMean: null,
      weightHash: 'a'.repeat(64),
      file: new Uint8Array([1]),
    })
    const evaluation = await insertEvaluation(sql, {
      ...subject,
      policyId,
      episodes,
      seed: 0,
      mode: 'deterministic',
      baselinePolicyId: null,
      traceparent: null,
    })
    return evaluation.id
  })
}

function episodeAt(index: number, side: Side): PlayedEpisode {
  return {
    index,
    seed: 1_000 + index,
    return: side === 'candidate' ? index / 3 : -(index + 1) / 8,
    length: index + 1,
    terminated: index % 2 === 0,
    truncated: index % 2 === 1,
  }
}

async function land(side: Side, first: number): Promise<void> {
  const [run] = await test.database.query<Held & { episodes: number }>(
    `UPDATE runs SET state = 'running', lease_token = gen_random_uuid()
     WHERE evaluation_id = $1 AND side = $2 AND first_episode = $3 RETURNING id, lease_token AS token, episodes`,
    [id, side, first],
  )
  const played = Array.from({ length: run!.episodes }, (_, offset) => episodeAt(first + offset, side))
  await test.database.transaction((sql) => completeRun(sql, run!, played))
}

const inOrder = Array.from({ length: episodes }, (_, index) => index)

describe('the episodes of an evaluation', () => {
  it('come in order, whichever run landed first', async () => {
    const played = await listPlayedEpisodes(test.database, id, 'candidate')
    expect(played).toEqual(inOrder.map((index) => episodeAt(index, 'candidate')))
  })

  it('are those of one side only', async () => {
    const played = await listPlayedEpisodes(test.database, id, 'baseline')
    expect(played).toEqual(inOrder.slice(0, 20).map((index) => episodeAt(index, 'baseline')))
  })

  it('stand beside the return of the baseline on the same seed, null while it is not played', async () => {
    const paired = await listEpisodes(test.database, id)
    expect(paired).toEqual(
      inOrder.map((index) => ({
        ...episodeAt(index, 'candidate'),
        baselineReturn: index < 20 ? episodeAt(index, 'baseline').return : null,
      })),
    )
    for (const episode of paired) expect(episodeSchema.parse(episode)).toEqual(episode)
  })

  it('can be read one by one', async () => {
    expect(await readEpisode(test.database, id, 7)).toEqual({
      ...episodeAt(7, 'candidate'),
      baselineReturn: -1,
    })
    expect(await readEpisode(test.database, id, 24)).toMatchObject({ index: 24, baselineReturn: null })
    expect(await readEpisode(test.database, id, episodes)).toBeUndefined()
  })

  it('do not mix with those of another evaluation', async () => {
    const other = await makeEvaluation()
    expect(await listEpisodes(test.database, other)).toEqual([])
    expect(await listPlayedEpisodes(test.database, other, 'baseline')).toEqual([])
    expect(await readEpisode(test.database, other, 0)).toBeUndefined()
  })
})
