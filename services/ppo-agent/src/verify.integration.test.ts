import type { Evaluation, Policy, Verification } from '@tars/contracts'
import {
  type Database,
  insertVerification,
  type NewEvaluation,
  promotePolicy,
  readPolicyFile,
  readVerification,
} from '@tars/database'
import { claim, type Lease } from '@tars/events'
import { startTelemetry, type Telemetry } from '@tars/telemetry'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addPolicy } from '../../../tests/harness/evaluation.ts'
import { addJudgedEvaluation } from '../../../tests/harness/judged-evaluation.ts'
import { createPlayer, type PlayerThread } from './player.ts'
import { verify } from './verify.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const traceparent = `00-${traceId}-b7ad6b7169203331-01`

describe('verifying', () => {
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

  const request = async (changes: Partial<NewEvaluation> = {}) => {
    const evaluation = await addJudgedEvaluation(database, policy, changes)
    await database.query('TRUNCATE outbox')
    const asked = { evaluationId: evaluation.id, requestedBy: 'user:1', region: 'test', traceparent }
    return { evaluation, verification: (await insertVerification(database, asked)) as Verification }
  }
  const take = async (): Promise<Lease> => {
    const lease = await claim(database, 'verifications', { owner: 'test', leaseMs: 60_000 })
    if (lease === undefined) throw new Error('There is no verification to claim.')
    return lease
  }
  const verifyOne = (lease: Lease, by: PlayerThread = player, signal = new AbortController().signal) =>
    verify({ database, ...telemetry, player: by, region: 'north' }, lease, signal)
  /** A player whose pieces hold fifty episodes. */
  const inPieces: PlayerThread['play'] = (order) =>
    player.play({ ...order, count: Math.min(50, order.count) })
  const read = async ({ id }: Verification) => (await readVerification(database, id)) as Verification
  const listEvents = () =>
    database.query<{ kind: string; data: Record<string, unknown>; traceparent: string }>(
      'SELECT kind, data, traceparent FROM outbox ORDER BY id',
    )
  const readMetrics = async () =>
    (await telemetry.metrics.render()).match(/^tars_verifications_total\{outcome="\w+"/gm) ?? []
  const subjectOf = ({ id, policyId, agent, environment }: Evaluation) => ({
    evaluation: id,
    policy: policyId,
    agent,
    environment,
  })
  const brokenOf = ({ checks }: Verification) =>
    checks.filter(({ matches }) => !matches).map(({ name }) => name)

  it('plays both sides again and finds that everything matches, also against a policy and with chance', async () => {
    const rival = await addPolicy(database, { seed: 2 })
    for (const changes of [{}, { baselinePolicyId: rival.id, mode: 'stochastic' as const, episodes: 60 }]) {
      const { evaluation, verification } = await request(changes)
      await verifyOne(await take())
      const found = await read(verification)
      expect(found).toMatchObject({ state: 'completed', matches: true, differing: 0, differences: [] })
      expect(found.checks.map(({ expected }) => expected)).toEqual([
        evaluation.receipt?.policyHash,
        evaluation.receipt?.environmentVersion,
        evaluation.receipt?.seedsHash,
        evaluation.receipt?.returnsHash,
        evaluation.comparison?.baselineScore.returnsHash,
      ])
      expect(found.episodesDone).toBe(found.episodesTotal)
      const events = await listEvents()
      const subject = { ...subjectOf(evaluation), verification: verification.id }
      expect(events.at(-1)).toMatchObject({
        kind: 'verification.completed',
        data: { ...subject, matches: true, differing: 0 },
      })
      for (const event of events) expect(event.traceparent).toContain(traceId)
    }
    expect(await readMetrics()).toEqual(['tars_verifications_total{outcome="matches"'])
  })

  it('finds an episode whose return was changed in the database', async () => {
    const { evaluation, verification } = await request()
    await database.query(
      "UPDATE episodes SET return = return + 1 WHERE evaluation_id = $1 AND side = 'baseline' AND index = 4",
      [evaluation.id],
    )
    await verifyOne(await take())
    const found = await read(verification)
    expect(found).toMatchObject({ state: 'completed', matches: false, differing: 1 })
    expect(brokenOf(found)).toEqual([])
    const [difference] = found.differences
    expect(difference).toMatchObject({ side: 'baseline', index: 4 })
    expect(difference?.recorded).toBe((difference?.replayed ?? 0) + 1)
    expect((await listEvents()).at(-1)).toMatchObject({ data: { matches: false, differing: 1 } })
    expect(await readMetrics()).toEqual(['tars_verifications_total{outcome="differs"'])
  })

  it('finds bytes of the policy file that were changed, whatever its record says', async () => {
    const { verification } = await request()
    const file = Buffer.from((await readPolicyFile(database, policy.id)) as Uint8Array)
    const last = file.length - 2
    file.writeUInt8(file.readUInt8(last) ^ 1, last)
    await database.query('UPDATE policies SET file = $2 WHERE id = $1', [policy.id, file])
    await verifyOne(await take())
    const found = await read(verification)
    expect(found).toMatchObject({ state: 'completed', matches: false })
    expect(brokenOf(found)).toContain('policyHash')
  })

  it('finds a receipt and a score that were changed', async () => {
    const { evaluation, verification } = await request()
    await database.query(
      `UPDATE evaluations SET receipt = receipt || '{"returnsHash": "forged"}',
         comparison = jsonb_set(comparison, '{baselineScore,returnsHash}', '"forged too"') WHERE id = $1`,
      [evaluation.id],
    )
    await verifyOne(await take())
    const found = await read(verification)
    expect(found).toMatchObject({ matches: false, differing: 0 })
    expect(brokenOf(found)).toEqual(['returnsHash', 'baselineReturnsHash'])
    expect(found.checks).toContainEqual({
      name: 'returnsHash',
      expected: 'forged',
      found: evaluation.receipt?.returnsHash,
      matches: false,
    })
  })

  it('finds a policy file that cannot be read any more, with the reason, and speaks for no promotion then', async () => {
    const { verification } = await request()
    await database.query('UPDATE policies SET file = $2 WHERE id = $1', [policy.id, Buffer.from([1, 2, 3])])
    await verifyOne(await take())
    const found = await read(verification)
    expect(found).toMatchObject({ state: 'completed', matches: false, differing: 20, error: null })
    expect(brokenOf(found)).toEqual(['policyHash', 'seedsHash', 'returnsHash'])
    expect(found.checks[0]?.found).toBe('not a safetensors file: shorter than 8 bytes')
    expect((await listEvents()).at(-1)).toMatchObject({
      kind: 'verification.completed',
      data: { matches: false, differing: 20 },
    })
    expect(await readMetrics()).toEqual(['tars_verifications_total{outcome="differs"'])
    const wanted = { policyId: policy.id, actor: 'user:1', reason: null, force: false, traceparent: null }
    expect(await database.transaction((sql) => promotePolicy(sql, wanted))).toMatchObject({
      refused: { code: 'PROMOTION_UNPROVEN', message: expect.stringContaining('could not be repeated') },
    })
  })

  it('finds a file of the baseline that cannot be read any more', async () => {
    const rival = await addPolicy(database, { seed: 2 })
    const { verification } = await request({ baselinePolicyId: rival.id })
    await database.query('UPDATE policies SET file = $2 WHERE id = $1', [rival.id, Buffer.from([1, 2, 3])])
    await verifyOne(await take())
    const found = await read(verification)
    expect(found).toMatchObject({ state: 'completed', matches: false, differing: 20, episodesDone: 20 })
    expect(brokenOf(found)).toEqual(['baselineReturnsHash'])
  })

  it('finds that its environment is gone', async () => {
    const { evaluation, verification } = await request()
    await database.query("UPDATE evaluations SET environment = 'Gone-v1' WHERE id = $1", [evaluation.id])
    await verifyOne(await take())
    const found = await read(verification)
    expect(found).toMatchObject({ state: 'completed', matches: false, differing: 40 })
    expect(found.checks).toContainEqual(
      expect.objectContaining({ name: 'environmentVersion', found: 'none', matches: false }),
    )
  })

  it('tells how far it is at most twice a second, and keeps it', async () => {
    const { verification } = await request({ episodes: 300 })
    const startedMs = performance.now()
    const seen: number[] = []
    await verifyOne(await take(), {
      ...player,
      play: async (order) => {
        seen.push((await read(verification)).episodesDone)
        return inPieces(order)
      },
    })
    const told = (await listEvents()).filter(({ kind }) => kind === 'verification.progressed')
    expect(told[0]?.data).toMatchObject({ episodesDone: 50, episodesTotal: 600 })
    expect(told.length).toBeLessThanOrEqual(1 + (performance.now() - startedMs) / 500)
    expect(seen.slice(0, 2)).toEqual([0, 50])
  })

  it('is played again from the beginning after a crash, with exactly one outcome', async () => {
    const { verification } = await request({ episodes: 60 })
    const crashed = await take()
    await expect(
      verifyOne(crashed, {
        ...player,
        play: async (order) => {
          if (order.first > 0) throw new Error('the thread died')
          return inPieces(order)
        },
      }),
    ).rejects.toThrow('the thread died')
    expect((await read(verification)).episodesDone).toBe(50)
    await database.query("UPDATE verifications SET lease_until = now() - interval '1 second'")
    const again = await take()
    expect(again).toMatchObject({ id: crashed.id, attempt: 2 })
    await Promise.all([verifyOne(again), verifyOne(crashed)])
    expect(await read(verification)).toMatchObject({ state: 'completed', matches: true, episodesDone: 120 })
    const ends = (await listEvents()).filter(({ kind }) => kind === 'verification.completed')
    expect(ends).toHaveLength(1)
  })

  it('lands nothing once its lease is lost, and plays no more', async () => {
    const { verification } = await request({ episodes: 200 })
    let pieces = 0
    await verifyOne(await take(), {
      ...player,
      play: async (order) => {
        pieces += 1
        await database.query('UPDATE verifications SET lease_token = gen_random_uuid()')
        return inPieces(order)
      },
    })
    expect(pieces).toBe(1)
    expect(await read(verification)).toMatchObject({ state: 'running', episodesDone: 0 })
    expect(await listEvents()).toEqual([])
  })

  it('lands neither a result nor a failure under a lease that is lost in the last piece', async () => {
    const loseThen = (play: PlayerThread['play']): PlayerThread => ({
      ...player,
      play: async (order) => {
        if (order.policyFile === null || order.first > 0)
          await database.query('UPDATE verifications SET lease_token = gen_random_uuid()')
        return play(order)
      },
    })
    const { verification } = await request()
    await verifyOne(await take(), loseThen(player.play))
    await database.query("UPDATE verifications SET lease_until = now() - interval '1 second'")
    const refuse: PlayerThread['play'] = async ({ policyFile, ...order }) =>
      policyFile === null ? { kind: 'refused', error: 'no' } : player.play({ policyFile, ...order })
    await verifyOne(await take(), loseThen(refuse))
    expect((await read(verification)).state).toBe('running')
    expect(
      (await listEvents()).map(({ kind }) => kind).filter((kind) => !kind.endsWith('progressed')),
    ).toEqual([])
    expect(await readMetrics()).toEqual([])
  })

  it('gives itself back untouched when it is asked to stop', async () => {
    const { verification } = await request()
    const stopping = new AbortController()
    stopping.abort()
    await verifyOne(await take(), player, stopping.signal)
    expect((await read(verification)).state).toBe('queued')
    expect(await take()).toMatchObject({ id: verification.id, attempt: 1 })
  })

  it('does nothing under a lease that is lost before it begins', async () => {
    const { verification } = await request()
    const lease = await take()
    await verifyOne({ ...lease, token: '0198c5d0-0000-4000-8000-000000000001' })
    expect((await read(verification)).state).toBe('running')
    expect(await listEvents()).toEqual([])
  })
})
