import { type Comparison, evaluationSchema, type Id, type Receipt, type Score } from '@tars/contracts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addPolicy } from '../../../tests/harness/evaluation.ts'
import {
  cancelEvaluation,
  failEvaluation,
  insertEvaluation,
  listEvaluations,
  type NewEvaluation,
  readBaselineScore,
  readEvaluation,
  resumeEvaluation,
  runEpisodesOf,
  type Side,
  storeScore,
  storeVerdict,
} from './evaluations.ts'
import { createId } from './id.ts'

let test: TestDatabase
let wanted: NewEvaluation
let baselinePolicyId: Id
beforeAll(async () => {
  test = await createTestDatabase()
  wanted = await evaluationFor('agent')
  baselinePolicyId = (await evaluationFor('agent')).policyId
})
afterAll(() => test.dispose())

async function evaluationFor(agentName: string): Promise<NewEvaluation> {
  const policy = await addPolicy(test.database, { agent: agentName })
  return {
    policyId: policy.id,
    agentId: policy.agentId,
    environment: 'CartPole-v1',
    episodes: 100,
    seed: Number.MAX_SAFE_INTEGER,
    mode: 'deterministic',
    baselinePolicyId: null,
    region: 'local',
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  }
}

function insert(change: Partial<NewEvaluation> = {}) {
  return test.database.transaction((sql) => insertEvaluation(sql, { ...wanted, ...change }))
}

interface Run {
  side: Side
  firstEpisode: number
  episodes: number
  state: string
  leaseToken: Id | null
}

function listRuns(evaluationId: Id): Promise<Run[]> {
  return test.database.query<Run>(
    `SELECT side, first_episode, episodes, state, lease_token FROM runs WHERE evaluation_id = $1
     ORDER BY side, first_episode`,
    [evaluationId],
  )
}

const score: Score = {
  mean: 487.5,
  std: 1 / 3,
  iqm: 490,
  median: 500,
  min: 300,
  max: 500,
  interval95: [480, 495.5],
  successRatio: 0.9,
  successInterval95: [0.82, 0.94],
  lengthMean: 487.5,
  returnsHash: 'b'.repeat(64),
}
const receipt: Receipt = {
  policyHash: 'a'.repeat(64),
  environment: 'CartPole-v1',
  environmentVersion: '1',
  suiteSeed: 7,
  episodes: 100,
  mode: 'deterministic',
  seedsHash: 'c'.repeat(64),
  returnsHash: 'b'.repeat(64),
}
const scores = { score, baselineScore: { ...score, mean: 22 }, receipt }
const comparison: Comparison = {
  baseline: { kind: 'random' },
  baselineScore: scores.baselineScore,
  difference: 465.5,
  interval95: [460, 470],
  margin: 5,
  marginRatio: 0.01,
  episodes: 100,
  wins: 100,
  ties: 0,
  losses: 0,
  probabilityOfImprovement: 1,
  sentence: 'It is better.',
}
const verdict = { verdict: 'improved', comparison } as const

describe('an evaluation', () => {
  it('is queued as it was asked for, against playing at random', async () => {
    const evaluation = await insert()
    const { baselinePolicyId: _, region, traceparent, ...asked } = wanted
    expect(evaluation).toMatchObject({
      ...asked,
      agent: 'agent',
      policyVersion: 1,
      state: 'queued',
      episodesDone: 0,
      episodesTotal: 200,
      baseline: { kind: 'random' },
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    })
    expect([region, traceparent?.length]).toEqual(['local', 55])
    expect(evaluationSchema.parse(evaluation)).toEqual(evaluation)
    expect(await readEvaluation(test.database, evaluation.id)).toEqual(evaluation)
  })

  it('names the policy that it is compared with', async () => {
    const evaluation = await insert({ baselinePolicyId })
    expect(evaluation.baseline).toEqual({
      kind: 'policy',
      policyId: baselinePolicyId,
      agent: 'agent',
      version: 2,
    })
    expect(evaluationSchema.parse(evaluation)).toEqual(evaluation)
  })

  it('that there is not is undefined', async () => {
    expect(await readEvaluation(test.database, createId())).toBeUndefined()
    expect(await readBaselineScore(test.database, createId())).toBeUndefined()
  })
})

describe('the runs of an evaluation', () => {
  const sizes = fc.oneof(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 1, max: 250 }))

  it('hold at least 10 and at most 250 episodes, in about eight runs a side', () => {
    fc.assert(
      fc.property(sizes, (episodes) => {
        const size = runEpisodesOf(episodes)
        expect(Number.isInteger(size) && size >= 10 && size <= 250).toBe(true)
        if (episodes >= 80 && episodes <= 2_000) {
          expect(Math.ceil(episodes / size)).toBeGreaterThanOrEqual(5)
          expect(Math.ceil(episodes / size)).toBeLessThanOrEqual(8)
        }
      }),
    )
  })

  it('cover every episode of both sides exactly once', async () => {
    const edges = [1, 9, 10, 11, 79, 80, 81, 1_999, 2_000, 2_001, 10_000]
    await fc.assert(
      fc.asyncProperty(sizes, async (episodes) => {
        const { id } = await insert({ episodes })
        const runs = await listRuns(id)
        for (const side of ['candidate', 'baseline'] as const) {
          const covered = runs
            .filter((run) => run.side === side)
            .flatMap((run) => Array.from({ length: run.episodes }, (_, index) => run.firstEpisode + index))
          expect(covered).toEqual(Array.from({ length: episodes }, (_, index) => index))
        }
        expect(runs.every(({ state }) => state === 'queued')).toBe(true)
      }),
      { numRuns: 20, examples: edges.map((size) => [size]) },
    )
  })

  it('are not there when their evaluation is not', async () => {
    const before = await test.database.query('SELECT count(*) AS count FROM runs')
    await expect(insert({ policyId: createId() })).rejects.toMatchObject({ code: '23503' })
    expect(await test.database.query('SELECT count(*) AS count FROM runs')).toEqual(before)
  })
})

describe('the end of an evaluation before its score', () => {
  it('by cancelling takes the runs with it that have not ended, and their leases', async () => {
    const { id } = await insert({ episodes: 30 })
    await test.database.query(
      `UPDATE runs SET state = CASE first_episode WHEN 0 THEN 'running' ELSE 'completed' END, lease_token = $2
       WHERE evaluation_id = $1 AND first_episode < 20`,
      [id, createId()],
    )
    expect(await test.database.transaction((sql) => cancelEvaluation(sql, id))).toBe(true)
    const evaluation = await readEvaluation(test.database, id)
    expect(evaluation).toMatchObject({ state: 'cancelled', error: null })
    expect(evaluation?.endedAt).not.toBeNull()
    const runs = (await listRuns(id)).filter(({ side }) => side === 'candidate')
    expect(runs.map(({ state }) => state)).toEqual(['cancelled', 'completed', 'cancelled'])
    expect(runs.map(({ leaseToken }) => leaseToken === null)).toEqual([true, false, true])
  })

  it('by failing tells the error', async () => {
    const { id } = await insert()
    expect(await failEvaluation(test.database, id, 'The policy cannot be read.')).toBe(true)
    expect(await readEvaluation(test.database, id)).toMatchObject({
      state: 'failed',
      error: 'The policy cannot be read.',
    })
    expect((await listRuns(id)).every(({ state }) => state === 'cancelled')).toBe(true)
  })

  it('is for evaluations that have not ended, and leaves the runs of others alone', async () => {
    const [first, second] = [await insert(), await insert()]
    expect(await cancelEvaluation(test.database, first.id)).toBe(true)
    expect(await cancelEvaluation(test.database, first.id)).toBe(false)
    expect(await failEvaluation(test.database, first.id, 'late')).toBe(false)
    expect(await readEvaluation(test.database, first.id)).toMatchObject({ state: 'cancelled', error: null })
    expect(await cancelEvaluation(test.database, createId())).toBe(false)
    expect((await listRuns(second.id)).every(({ state }) => state === 'queued')).toBe(true)
  })
})

describe('the score of an evaluation', () => {
  it('is kept once, to the last bit', async () => {
    const { id } = await insert()
    expect(await readBaselineScore(test.database, id)).toBeUndefined()
    expect(await storeScore(test.database, id, scores)).toBe(true)
    const again = { ...scores, score: { ...score, mean: 1 } }
    expect(await storeScore(test.database, id, again)).toBe(false)
    const evaluation = await readEvaluation(test.database, id)
    expect(evaluation).toMatchObject({ state: 'scored', score, receipt, verdict: null, endedAt: null })
    expect(evaluationSchema.parse(evaluation)).toEqual(evaluation)
    expect(await readBaselineScore(test.database, id)).toEqual(scores.baselineScore)
  })

  it('is not for an evaluation that was cancelled; one with a score can fail still, but not be cancelled', async () => {
    const [cancelled, scored] = [await insert(), await insert()]
    await cancelEvaluation(test.database, cancelled.id)
    expect(await storeScore(test.database, cancelled.id, scores)).toBe(false)
    await storeScore(test.database, scored.id, scores)
    expect(await cancelEvaluation(test.database, scored.id)).toBe(false)
    expect(await readEvaluation(test.database, scored.id)).toMatchObject({ state: 'scored' })
    expect(await failEvaluation(test.database, scored.id, 'late')).toBe(true)
    expect(await readEvaluation(test.database, scored.id)).toMatchObject({ state: 'failed', error: 'late' })
    expect(await storeVerdict(test.database, scored.id, verdict)).toBe(false)
    expect(await failEvaluation(test.database, scored.id, 'later')).toBe(false)
  })
})

describe('the verdict of an evaluation', () => {
  it('needs a score, is kept once, and ends the evaluation', async () => {
    const { id } = await insert()
    expect(await storeVerdict(test.database, id, verdict)).toBe(false)
    await storeScore(test.database, id, scores)
    expect(await storeVerdict(test.database, id, verdict)).toBe(true)
    expect(await storeVerdict(test.database, id, { ...verdict, verdict: 'regressed' })).toBe(false)
    const evaluation = await readEvaluation(test.database, id)
    expect(evaluation).toMatchObject({ state: 'judged', verdict: 'improved', comparison })
    expect(evaluation?.endedAt).not.toBeNull()
    expect(evaluationSchema.parse(evaluation)).toEqual(evaluation)
  })
})

describe('the list of evaluations', () => {
  it('is newest first and can be narrowed to an agent and a state', async () => {
    const change = await evaluationFor('listed')
    const [first, second, third] = [await insert(change), await insert(change), await insert(change)]
    await cancelEvaluation(test.database, second.id)
    const idsOf = async (filter: Parameters<typeof listEvaluations>[1], before?: Id) =>
      (await listEvaluations(test.database, filter, { limit: 3, before })).map(({ id }) => id)
    expect(await idsOf({})).toEqual([third.id, second.id, first.id])
    expect(await idsOf({ agent: 'listed', state: 'queued' })).toEqual([third.id, first.id])
    expect(await idsOf({ agent: 'listed' }, second.id)).toEqual([first.id])
    expect(await idsOf({ agent: 'nobody' })).toEqual([])
  })
})

describe('an evaluation that is resumed', () => {
  it('keeps the runs that are completed and queues all others with all their attempts', async () => {
    const { id } = await insert({ episodes: 20 })
    await test.database.query(
      `UPDATE runs SET state = CASE side WHEN 'candidate' THEN 'completed' ELSE 'running' END, attempts = 3
       WHERE evaluation_id = $1`,
      [id],
    )
    await test.database.query("UPDATE evaluations SET state = 'running', episodes_done = 20 WHERE id = $1", [
      id,
    ])
    await failEvaluation(test.database, id, 'It fell over.')
    expect(await resumeEvaluation(test.database, id)).toBe(true)
    const resumed = { state: 'running', error: null, endedAt: null, episodesDone: 20 }
    expect(await readEvaluation(test.database, id)).toMatchObject(resumed)
    const runs = await test.database.query(
      'SELECT DISTINCT side, state, attempts, error FROM runs WHERE evaluation_id = $1 ORDER BY side',
      [id],
    )
    expect(runs).toEqual([
      { side: 'baseline', state: 'queued', attempts: 0, error: null },
      { side: 'candidate', state: 'completed', attempts: 3, error: null },
    ])
    expect(await resumeEvaluation(test.database, id)).toBe(false)
  })

  it('waits where nothing of it was played', async () => {
    const { id } = await insert()
    await cancelEvaluation(test.database, id)
    expect(await resumeEvaluation(test.database, id)).toBe(true)
    expect(await readEvaluation(test.database, id)).toMatchObject({ state: 'queued' })
    expect(new Set((await listRuns(id)).map(({ state }) => state))).toEqual(new Set(['queued']))
  })

  it('must have been cancelled or have failed', async () => {
    const { id } = await insert()
    expect(await resumeEvaluation(test.database, id)).toBe(false)
    await storeScore(test.database, id, scores)
    expect(await resumeEvaluation(test.database, id)).toBe(false)
    await storeVerdict(test.database, id, verdict)
    expect(await resumeEvaluation(test.database, id)).toBe(false)
  })
})
