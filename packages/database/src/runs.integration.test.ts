import type { Id, Policy } from '@tars/contracts'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addEvaluation, addPolicy } from '../../../tests/harness/evaluation.ts'
import { listPlayedEpisodes, type PlayedEpisode } from './episodes.ts'
import { cancelEvaluation, failEvaluation, readEvaluation, type Side } from './evaluations.ts'
import { createId } from './id.ts'
import { beginRun, completeRun, countOpenRuns, failRun } from './runs.ts'
import type { Sql } from './sql.ts'
import type { Held } from './trainings.ts'

let test: TestDatabase
let policies: Policy[]
let policyIds: Id[]
beforeAll(async () => {
  test = await createTestDatabase()
  policies = [await addPolicy(test.database), await addPolicy(test.database)]
  policyIds = policies.map(({ id }) => id)
})
afterAll(() => test.dispose())

type Run = Held & { side: Side; firstEpisode: number; episodes: number }

/** An evaluation with two runs a side, all of them leased to this test. */
async function begin(baselinePolicyId: Id | null = null): Promise<{ id: Id; runs: Run[] }> {
  const { id } = await addEvaluation(test.database, policies[0]!, {
    episodes: 15,
    seed: 42,
    mode: 'stochastic',
    baselinePolicyId,
    traceparent: 'trace',
  })
  const runs = await test.database.query<Run>(
    `UPDATE runs SET state = 'running', lease_token = gen_random_uuid() WHERE evaluation_id = $1
     RETURNING id, lease_token AS token, side, first_episode, episodes`,
    [id],
  )
  return { id, runs: runs.toSorted((a, b) => (a.id < b.id ? -1 : 1)) }
}

function episodesOf(run: Run): PlayedEpisode[] {
  return Array.from({ length: run.episodes }, (_, offset) => ({
    index: run.firstEpisode + offset,
    seed: 4_294_967_295 - offset,
    return: 1 / (3 + offset),
    length: 10 + offset,
    terminated: offset % 2 === 0,
    truncated: offset % 2 === 1,
  }))
}

function complete(run: Run, held: Held = run) {
  return test.database.transaction((sql) => completeRun(sql, held, episodesOf(run)))
}

describe('the order of a run', () => {
  it('says what to play, and with it the evaluation is running', async () => {
    const { id, runs } = await begin(policyIds[1])
    const orders = await Promise.all(runs.map((run) => beginRun(test.database, run)))
    expect(orders[0]).toEqual({
      evaluationId: id,
      side: 'candidate',
      firstEpisode: 0,
      episodes: 10,
      environment: 'CartPole-v1',
      seed: 42,
      mode: 'stochastic',
      policyId: policyIds[0],
      agent: 'cartpole',
      candidatePolicyId: policyIds[0],
      traceparent: 'trace',
    })
    expect(orders.map((order) => order?.policyId)).toEqual([0, 0, 1, 1].map((index) => policyIds[index]))
    expect(orders.map((order) => order?.candidatePolicyId)).toEqual(Array(4).fill(policyIds[0]))
    const evaluation = await readEvaluation(test.database, id)
    expect(evaluation?.state).toBe('running')
    expect(evaluation?.startedAt).not.toBeNull()
  })

  it('has no policy where the baseline plays at random', async () => {
    const { runs } = await begin()
    const policies = await Promise.all(
      runs.map(async (run) => (await beginRun(test.database, run))?.policyId),
    )
    expect(policies).toEqual([policyIds[0], policyIds[0], null, null])
  })

  it('is not for who has lost the lease', async () => {
    const { id, runs } = await begin()
    expect(await beginRun(test.database, { ...runs[0]!, token: createId() })).toBeUndefined()
    expect(await readEvaluation(test.database, id)).toMatchObject({ state: 'queued', startedAt: null })
  })
})

describe('the completion of a run', () => {
  it('lands its episodes bit for bit and counts them', async () => {
    const { id, runs } = await begin()
    expect(await countOpenRuns(test.database, id)).toBe(4)
    expect(await complete(runs[0]!)).toEqual({ evaluationId: id, episodesDone: 10 })
    expect(await complete(runs[1]!)).toEqual({ evaluationId: id, episodesDone: 15 })
    expect(await listPlayedEpisodes(test.database, id, 'candidate')).toEqual(
      runs.slice(0, 2).flatMap(episodesOf),
    )
    expect(await listPlayedEpisodes(test.database, id, 'baseline')).toEqual([])
    expect(await countOpenRuns(test.database, id)).toBe(2)
  })

  it('takes effect exactly once, however often it is told', async () => {
    const { id, runs } = await begin()
    const told = await Promise.all([1, 2, 3].map(() => complete(runs[0]!)))
    expect(told.filter((landed) => landed !== undefined)).toHaveLength(1)
    expect(await readEvaluation(test.database, id)).toMatchObject({ episodesDone: 10 })
    expect(await listPlayedEpisodes(test.database, id, 'candidate')).toHaveLength(10)
  })

  it('has no effect under another lease', async () => {
    const { id, runs } = await begin()
    expect(await complete(runs[0]!, { ...runs[0]!, token: createId() })).toBeUndefined()
    expect(await readEvaluation(test.database, id)).toMatchObject({ episodesDone: 0 })
    expect(await countOpenRuns(test.database, id)).toBe(4)
  })

  it('has no effect once the evaluation is cancelled', async () => {
    const { id, runs } = await begin()
    await test.database.transaction((sql) => cancelEvaluation(sql, id))
    expect(await complete(runs[0]!)).toBeUndefined()
    expect(await listPlayedEpisodes(test.database, id, 'candidate')).toEqual([])
  })

  it('leaves nothing when an episode is refused', async () => {
    const { id, runs } = await begin()
    const [first, ...rest] = episodesOf(runs[0]!)
    const wrong = [...rest, { ...first!, return: Number.NaN }]
    const failing = test.database.transaction((sql) => completeRun(sql, runs[0]!, wrong))
    await expect(failing).rejects.toMatchObject({ code: '23502' })
    expect(await countOpenRuns(test.database, id)).toBe(4)
    expect(await complete(runs[0]!)).toBeDefined()
  })

  it('of all runs at once is seen by the last one, and by it alone', async () => {
    const { id, runs } = await begin()
    const left = await Promise.all(
      runs.map((run) =>
        test.database.transaction(async (sql) => {
          await completeRun(sql, run, episodesOf(run))
          return countOpenRuns(sql, id)
        }),
      ),
    )
    expect(left.toSorted()).toEqual([0, 1, 2, 3])
    expect(await readEvaluation(test.database, id)).toMatchObject({ episodesDone: 30 })
  })
})

describe('a run that fails', () => {
  it('tells its error and its evaluation, and stays open', async () => {
    const { id, runs } = await begin()
    expect(await failRun(test.database, runs[0]!, 'It cannot be read.')).toBe(id)
    expect(await failRun(test.database, runs[0]!, 'again')).toBeUndefined()
    const rows = await test.database.query('SELECT state, error FROM runs WHERE id = $1', [runs[0]!.id])
    expect(rows).toEqual([{ state: 'failed', error: 'It cannot be read.' }])
    expect(await complete(runs[0]!)).toBeUndefined()
    expect(await countOpenRuns(test.database, id)).toBe(4)
  })
})

describe('ending a run while its evaluation is cancelled', () => {
  /** Does the work, and cancels in between: after its first statement, once the other stands before a lock or is through. */
  async function race(id: Id, work: (sql: Sql) => Promise<unknown>): Promise<[unknown, boolean]> {
    let cancelling: Promise<boolean> | undefined
    let isThrough = false
    const waiting =
      "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    const result = await test.database.transaction((sql) => {
      const interrupted: Sql = {
        async query<Row>(text: string, values?: readonly unknown[]) {
          const rows = await sql.query<Row>(text, values)
          if (cancelling !== undefined) return rows
          cancelling = test.database
            .transaction((other) => cancelEvaluation(other, id))
            .finally(() => {
              isThrough = true
            })
          cancelling.catch(() => undefined)
          await vi.waitFor(async () =>
            expect(isThrough || (await test.database.query(waiting)).length > 0).toBe(true),
          )
          return rows
        },
      }
      return work(interrupted)
    })
    return [result, (await cancelling) ?? false]
  }

  it('is no deadlock: the episodes land, then the rest is cancelled', async () => {
    const { id, runs } = await begin()
    const [landed, isCancelled] = await race(id, (sql) => completeRun(sql, runs[0]!, episodesOf(runs[0]!)))
    expect(landed).toMatchObject({ episodesDone: 10 })
    expect(isCancelled).toBe(true)
    expect(await readEvaluation(test.database, id)).toMatchObject({ state: 'cancelled', episodesDone: 10 })
  })

  it('is no deadlock when the run fails and takes the evaluation with it', async () => {
    const { id, runs } = await begin()
    const [hasFailed, isCancelled] = await race(id, async (sql) => {
      await failRun(sql, runs[3]!, 'no')
      return failEvaluation(sql, id, 'no')
    })
    expect([hasFailed, isCancelled]).toEqual([true, false])
    expect(await readEvaluation(test.database, id)).toMatchObject({ state: 'failed' })
  })
})
