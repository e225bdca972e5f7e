import type { Evaluation, Policy } from '@tars/contracts'
import { completeVerification, failVerification, type Held } from '@tars/database'
import { readEvents, relayBatch } from '@tars/events'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../tests/harness/database.ts'
import { addEvaluation, addPolicy, addScoredEvaluation } from '../../../tests/harness/evaluation.ts'
import { addJudgedEvaluation } from '../../../tests/harness/judged-evaluation.ts'
import { type RunningApi, startApi } from '../tests/running-api.ts'

const nobodysId = '0190a6a0-0000-7000-8000-000000000000'

describe('verifying an evaluation', () => {
  let api: RunningApi
  let policy: Policy
  let evaluation: Evaluation
  beforeAll(async () => {
    api = await startApi(await createTestDatabase())
    policy = await addPolicy(api.database)
    evaluation = await addJudgedEvaluation(api.database, policy)
  })
  afterAll(() => api.dispose())
  beforeEach(() => api.database.query('TRUNCATE verifications'))

  const verify = ({ id }: { id: string } = evaluation) =>
    api.call('evaluations.verify', 'developer', { params: { id } })
  const hold = async (): Promise<Held> => {
    const [held] = await api.database.query<Held>(
      `UPDATE verifications SET state = 'running', lease_token = gen_random_uuid() WHERE state = 'queued'
       RETURNING id, lease_token AS token`,
    )
    return held!
  }

  it('queues it with its event, its trace and its audit entry', async () => {
    const { status, json: verification, headers } = await verify()
    expect(status).toBe(201)
    expect(verification).toMatchObject({
      evaluationId: evaluation.id,
      state: 'queued',
      episodesDone: 0,
      episodesTotal: 40,
      matches: null,
      traceId: headers.get('x-trace-id'),
    })
    expect(verification.requestedBy).toMatch(/^key:/)
    while ((await api.database.transaction(relayBatch)).moved > 0);
    const [event] = (await readEvents(api.database, `evaluation:${evaluation.id}`, 0, 100)).slice(-1)
    expect(event).toMatchObject({
      kind: 'verification.requested',
      data: {
        verification: verification.id,
        evaluation: evaluation.id,
        policy: policy.id,
        agent: 'cartpole',
        environment: 'CartPole-v1',
      },
    })
    expect(event?.traceparent).toContain(verification.traceId)
    const audited = await api.database.query('SELECT action, actor, detail FROM audit WHERE subject = $1', [
      evaluation.id,
    ])
    expect(audited).toEqual([
      {
        action: 'evaluation.verify',
        actor: verification.requestedBy,
        detail: { verification: verification.id },
      },
    ])
    const read = await api.call('verifications.read', 'viewer', { params: { id: verification.id } })
    expect(read.json).toEqual(verification)
  })

  it('is asked for once at a time: the second one is told which is open, and leaves nothing', async () => {
    const answers = await Promise.all([verify(), verify(), verify()])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    const first = answers.find(({ status }) => status === 201)?.json
    for (const { problem } of answers.filter(({ status }) => status === 409)) {
      expect(problem).toMatchObject({
        code: 'STATE_CONFLICT',
        detail: `Verification ${first?.id} of this evaluation is queued still.`,
      })
    }
    const held = await hold()
    expect((await verify()).problem.detail).toBe(
      `Verification ${first?.id} of this evaluation is running still.`,
    )
    await failVerification(api.database, held, 'broken')
    expect((await verify()).status).toBe(201)
  })

  it('is for judged evaluations only, and says so in words', async () => {
    const waiting = await addEvaluation(api.database, policy)
    expect((await verify(waiting)).problem).toMatchObject({
      status: 409,
      code: 'STATE_CONFLICT',
      detail: 'The evaluation is queued: only one that is judged has a receipt to verify.',
    })
    const scored = await addScoredEvaluation(api.database, policy, (_, index) => index)
    expect((await verify(scored)).problem.detail).toContain('is scored')
    expect((await verify({ id: nobodysId })).status).toBe(404)
    expect(await api.database.query('SELECT 1 FROM verifications')).toEqual([])
  })

  it('is listed newest first, page by page, with what was found', async () => {
    const ids: string[] = []
    for (let times = 0; times < 3; times++) {
      ids.unshift((await verify()).json.id)
      const result = { matches: true, checks: [], differences: [], differing: 0, episodesDone: 40 }
      await completeVerification(api.database, await hold(), result)
    }
    const list = (query: object) =>
      api.call('verifications.list', 'viewer', { params: { id: evaluation.id }, query } as never)
    const first = (await list({ limit: '2' })).json
    expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 2))
    expect(first.items[0]).toMatchObject({ state: 'completed', matches: true, differing: 0 })
    const second = (await list({ limit: '2', cursor: first.nextCursor })).json
    expect(second).toMatchObject({ items: [{ id: ids[2] }], nextCursor: null })
    const other = await addJudgedEvaluation(api.database, policy, { episodes: 6 })
    const query = { cursor: first.nextCursor ?? '' }
    const wrong = await api.call('verifications.list', 'viewer', { params: { id: other.id }, query })
    expect(wrong.problem.code).toBe('CURSOR_INVALID')
    const unknown = await api.call('verifications.list', 'viewer', { params: { id: nobodysId } })
    expect(unknown.status).toBe(404)
    const gone = await api.call('verifications.read', 'viewer', { params: { id: nobodysId } })
    expect(gone.problem.code).toBe('NOT_FOUND')
  })
})
