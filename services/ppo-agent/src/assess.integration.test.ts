import { type Evaluation, type Policy, TarsError } from '@tars/contracts'
import { cancelEvaluation, type Database, listPlayedEpisodes, readEvaluation } from '@tars/database'
import { claim, type Lease } from '@tars/events'
import { startTelemetry, type Telemetry } from '@tars/telemetry'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addEvaluation, addPolicy, trainTinyPolicy } from '../../../tests/harness/evaluation.ts'
import { assess } from './assess.ts'
import { play } from './play.ts'
import { createPlayer, type PlayerThread } from './player.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'

describe('assessing', () => {
  let test: TestDatabase
  let database: Database
  let telemetry: Telemetry
  let player: PlayerThread
  let policy: Policy
  beforeAll(async () => {
    test = await createTestDatabase()
    database = test.database
    player = createPlayer(30_000)
  })
  afterAll(async () => {
    await player.close()
    await test.dispose()
  })
  beforeEach(async () => {
    await database.query('TRUNCATE agents, outbox CASCADE')
    telemetry = startTelemetry({ TARS_VERSION: 'test', TARS_LOG_LEVEL: 'silent' }, 'test')
    policy = await addPolicy(database)
  })

  const take = async (): Promise<Lease> => {
    const lease = await claim(database, 'runs', { owner: 'test', leaseMs: 60_000 })
    if (lease === undefined) throw new Error('There is no run to claim.')
    return lease
  }
  const assessOne = (
    lease: Lease,
    by: PlayerThread = player,
    store: Database = database,
    signal = new AbortController().signal,
  ) => assess({ database: store, ...telemetry, player: by, region: 'north' }, lease, signal)
  /** A player whose pieces hold three episodes, and that tells when it is asked for one. */
  const inPieces = (onPiece: (first: number) => void): PlayerThread => ({
    ...player,
    play: (order) => {
      onPiece(order.first)
      return player.play({ ...order, count: Math.min(3, order.count) })
    },
  })
  const read = async ({ id }: Evaluation) => (await readEvaluation(database, id)) as Evaluation
  const listEvents = () =>
    database.query<{ kind: string; data: object; traceparent: string }>(
      'SELECT kind, data, traceparent FROM outbox ORDER BY id',
    )
  const listStates = async () =>
    (await database.query<{ state: string }>('SELECT state FROM runs ORDER BY id')).map(({ state }) => state)
  const readMetrics = async () =>
    (await telemetry.metrics.render()).match(/^tars_(runs|evaluation_episodes)_total\{.*$/gm) ?? []

  it('lands the episodes of a run, tells how far the evaluation is, and counts them', async () => {
    const traceparent = `00-${traceId}-b7ad6b7169203331-01`
    const evaluation = await addEvaluation(database, policy, { traceparent })
    await assessOne(await take())
    expect(await read(evaluation)).toMatchObject({ state: 'running', episodesDone: 10 })
    const played = await listPlayedEpisodes(database, evaluation.id, 'candidate')
    const { file: policyFile } = trainTinyPolicy()
    const order = {
      environment: 'CartPole-v1',
      mode: 'deterministic',
      suiteSeed: 7,
      first: 0,
      count: 10,
    } as const
    expect(play({ ...order, policyFile })).toEqual({ kind: 'played', episodes: played })
    const [event, ...others] = await listEvents()
    expect(others).toEqual([])
    expect(event).toMatchObject({
      kind: 'evaluation.progressed',
      data: {
        evaluation: evaluation.id,
        policy: policy.id,
        agent: 'cartpole',
        environment: 'CartPole-v1',
        episodesDone: 10,
        episodesTotal: 40,
      },
    })
    expect(event?.traceparent).toContain(traceId)
    expect(await readMetrics()).toEqual([
      expect.stringMatching(/^tars_evaluation_episodes_total\{.* 10$/),
      expect.stringMatching(/^tars_runs_total\{outcome="completed",.* 1$/),
    ])
  })

  it('lands the same episodes in however many pieces they were played', async () => {
    const evaluation = await addEvaluation(database, policy)
    await assessOne(await take())
    const pieces: number[] = []
    const second = await take()
    await assessOne(
      second,
      inPieces((first) => pieces.push(first)),
    )
    expect(pieces).toEqual([10, 13, 16, 19])
    const { file: policyFile } = trainTinyPolicy()
    const suite = { environment: 'CartPole-v1', mode: 'deterministic', suiteSeed: 7 } as const
    expect(play({ ...suite, policyFile, first: 0, count: 20 })).toEqual({
      kind: 'played',
      episodes: await listPlayedEpisodes(database, evaluation.id, 'candidate'),
    })
  })

  it('stops after the piece at hand, and gives its run back untouched', async () => {
    const evaluation = await addEvaluation(database, policy)
    const stopping = new AbortController()
    const pieces: number[] = []
    const stopInFirst = inPieces((first) => {
      pieces.push(first)
      stopping.abort()
    })
    await assessOne(await take(), stopInFirst, database, stopping.signal)
    expect(pieces).toEqual([0])
    expect((await listStates())[0]).toBe('queued')
    expect(await listPlayedEpisodes(database, evaluation.id, 'candidate')).toEqual([])
    expect(await listEvents()).toEqual([])
    expect(await take()).toMatchObject({ attempt: 1 })
  })

  it('plays the other side on the same seeds: the baseline, or at random', async () => {
    const rival = await addPolicy(database, { seed: 2 })
    const against = [null, rival.id]
    for (const baselinePolicyId of against) {
      const evaluation = await addEvaluation(database, policy, { baselinePolicyId, episodes: 10 })
      await assessOne(await take())
      await assessOne(await take())
      const candidate = await listPlayedEpisodes(database, evaluation.id, 'candidate')
      const baseline = await listPlayedEpisodes(database, evaluation.id, 'baseline')
      expect(baseline.map(({ seed }) => seed)).toEqual(candidate.map(({ seed }) => seed))
      const policyFile = baselinePolicyId === null ? null : trainTinyPolicy(2).file
      const order = {
        environment: 'CartPole-v1',
        mode: 'deterministic',
        suiteSeed: 7,
        first: 0,
        count: 10,
      } as const
      expect(play({ ...order, policyFile })).toEqual({ kind: 'played', episodes: baseline })
      expect((await read(evaluation)).episodesDone).toBe(20)
    }
  })

  it('fails the evaluation at once when its policy cannot be played', async () => {
    const broken = await addPolicy(database, { file: new Uint8Array([1, 2, 3]) })
    const evaluation = await addEvaluation(database, broken)
    await assessOne(await take())
    const error = 'not a safetensors file: shorter than 8 bytes'
    expect(await read(evaluation)).toMatchObject({ state: 'failed', error })
    expect(await listStates()).toEqual(['failed', 'cancelled', 'cancelled', 'cancelled'])
    expect(await listEvents()).toMatchObject([
      { kind: 'evaluation.failed', data: { evaluation: evaluation.id, policy: broken.id, error } },
    ])
    expect(await readMetrics()).toEqual([expect.stringMatching(/^tars_runs_total\{outcome="failed",.* 1$/)])
  })

  it('tells of the failure once when two runs find it', async () => {
    await addEvaluation(database, await addPolicy(database, { file: new Uint8Array(3) }))
    const leases = [await take(), await take()]
    await Promise.all(
      leases.map((lease) => assessOne(lease, { play: async (order) => play(order), close: player.close })),
    )
    expect((await listEvents()).map(({ kind }) => kind)).toEqual(['evaluation.failed'])
    expect(await readMetrics()).toEqual([expect.stringMatching(/ 1$/)])
  })

  it('lands nothing of an evaluation that was cancelled while it was played', async () => {
    const evaluation = await addEvaluation(database, policy)
    await assessOne(await take(), {
      ...player,
      play: async (order) => {
        await database.transaction((sql) => cancelEvaluation(sql, evaluation.id))
        return player.play(order)
      },
    })
    expect(await read(evaluation)).toMatchObject({ state: 'cancelled', episodesDone: 0 })
    expect(await listPlayedEpisodes(database, evaluation.id, 'candidate')).toEqual([])
    expect(await listEvents()).toEqual([])
    expect(await readMetrics()).toEqual([])
  })

  it('does nothing under a lease that is lost before it begins', async () => {
    const evaluation = await addEvaluation(database, policy)
    const lease = await take()
    await assessOne({ ...lease, token: '0198c5d0-0000-4000-8000-000000000001' })
    expect(await read(evaluation)).toMatchObject({ state: 'queued', episodesDone: 0 })
  })

  it('outlasts an outage of the database while it is played, and lands once', async () => {
    const evaluation = await addEvaluation(database, policy)
    const outage = new TarsError('DATABASE_UNAVAILABLE', 'The database cannot be reached.')
    let transactions = 0
    let reads = 0
    const shaky: Database = {
      ...database,
      query: (text, values) => (reads++ === 0 ? Promise.reject(outage) : database.query(text, values)),
      // First the landing is refused; then it is done, and only its answer is lost.
      async transaction(work) {
        const turn = ++transactions
        if (turn === 2) throw outage
        const result = await database.transaction(work)
        if (turn === 3) throw outage
        return result
      },
    }
    await assessOne(await take(), player, shaky)
    expect([transactions, reads]).toEqual([4, 2])
    expect(await read(evaluation)).toMatchObject({ state: 'running', episodesDone: 10 })
    expect((await listEvents()).map(({ kind }) => kind)).toEqual(['evaluation.progressed'])
  })

  it('leaves it to the slot when the player dies', async () => {
    await addEvaluation(database, policy)
    const dead = { ...player, play: () => Promise.reject(new Error('the thread died')) }
    await expect(assessOne(await take(), dead)).rejects.toThrow('the thread died')
    expect((await listStates())[0]).toBe('running')
  })
})
