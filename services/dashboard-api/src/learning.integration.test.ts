import { createHash } from 'node:crypto'
import { readEvents, relayBatch } from '@tars/events'
import { defaultConfiguration, listPresets, parsePolicy, policyWeights } from '@tars/reinforcement'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../tests/harness/database.ts'
import { addVerdict } from '../../../tests/harness/verdict.ts'
import { addPlayedEvaluation, addPolicy, type RunningApi, startApi } from '../tests/running-api.ts'

let api: RunningApi
beforeAll(async () => {
  api = await startApi(await createTestDatabase())
})
afterAll(() => api.dispose())

const nobodysId = '0190a6a0-0000-7000-8000-000000000000'
const train = (body: object) =>
  api.call('trainings.create', 'developer', { body: { environment: 'CartPole-v1', ...body } })

/** The events of a channel, once the relay has moved what waits. */
async function eventsOf(channel: string) {
  while ((await api.database.transaction(relayBatch)).moved > 0);
  return readEvents(api.database, channel, 0, 1_000)
}

async function auditOf(subject: string) {
  const rows = await api.database.query<{ action: string; actor: string }>(
    'SELECT action, actor FROM audit WHERE subject = $1 ORDER BY id',
    [subject],
  )
  return rows.map(({ action, actor }) => `${action} by ${actor.replace(/:.*/, '')}`)
}

describe('environments', () => {
  it('are listed with their presets, the default first', async () => {
    const { items } = (await api.call('environments.list', 'viewer')).json
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ id: 'CartPole-v1', title: 'CartPole', actions: 2, solvedAt: 475 })
    expect(items[0]?.presets).toEqual(listPresets('CartPole-v1').map(({ name }) => name))
  })
})

describe('the preview of an environment', () => {
  const preview = (id: string, seed?: number) =>
    api.call('environments.preview', 'viewer', { params: { id }, query: seed === undefined ? {} : { seed } })

  it('is an episode of playing at random that its seed decides, drawn frame by frame', async () => {
    const { json } = await preview('CartPole-v1', 7)
    expect(json).toMatchObject({ environment: 'CartPole-v1', seed: 7, framesPerSecond: 50 })
    expect(json.frames).toHaveLength(json.length + 1)
    expect(json.return).toBe(json.length)
    expect((await preview('CartPole-v1', 7)).json).toEqual(json)
    const others = await Promise.all([0, 1, 2, 3].map((seed) => preview('CartPole-v1', seed)))
    expect(new Set(others.map((other) => JSON.stringify(other.json.frames))).size).toBe(4)
    expect((await preview('CartPole-v1')).json).toEqual(others[0]?.json)
  })

  it('of one that is not there names those there are', async () => {
    const { status, problem } = await preview('Pong-v5')
    expect({ status, detail: problem.detail }).toEqual({
      status: 404,
      detail: 'There is no environment Pong-v5. There are: CartPole-v1.',
    })
  })
})

describe('a training', () => {
  it('is queued with its event, its trace and its audit entry when it is asked for', async () => {
    const {
      status,
      json: training,
      headers,
    } = await train({ agent: 'first', evaluate: 100, seed: 2 ** 53 - 1 })
    expect(status).toBe(201)
    const [preset] = listPresets('CartPole-v1')
    expect(training).toMatchObject({
      agent: 'first',
      state: 'queued',
      seed: 2 ** 53 - 1,
      preset: preset?.name,
      steps: preset?.steps,
      configuration: { ...defaultConfiguration, ...preset?.configuration },
      traceId: headers.get('x-trace-id'),
    })
    const events = await eventsOf(`training:${training.id}`)
    expect(events.map(({ kind }) => kind)).toEqual(['training.requested'])
    expect(events[0]?.traceparent).toContain(training.traceId)
    expect(await auditOf(training.id)).toEqual(['training.create by key'])
    expect((await api.call('trainings.read', 'viewer', { params: { id: training.id } })).json).toEqual(
      training,
    )
    expect((await api.call('trainings.points', 'viewer', { params: { id: training.id } })).json).toEqual({
      items: [],
    })
  })

  it('has a thinned curve beside those of others; unknown ones are left out', async () => {
    const { id } = (await train({ agent: 'curved' })).json
    const insert = 'INSERT INTO training_points (training_id, steps, point) VALUES ($1, $2, $3)'
    for (const [steps, returnMean] of [
      [64, null],
      [128, 20.5],
      [192, 19],
    ])
      await api.database.query(insert, [id, steps, JSON.stringify({ steps, returnMean })])
    const query = { trainings: `${nobodysId},${id}` }
    const { json } = await api.call('trainings.curves', 'viewer', { query })
    expect(json.items).toEqual([{ trainingId: id, returns: [20.5, 19], last: 19, min: 19, max: 20.5 }])
  })

  it('takes what is asked for above its preset', async () => {
    const { json } = await train({ preset: 'zoo', steps: 64, configuration: { gamma: 0.95 } })
    expect(json).toMatchObject({
      agent: 'ppo-cartpole-v1',
      preset: 'zoo',
      steps: 64,
      configuration: { gamma: 0.95 },
    })
  })

  it('for an environment that is not there names those there are', async () => {
    const { status, problem } = await train({ environment: 'Pong-v5' })
    expect(status).toBe(422)
    expect(problem.problems).toEqual([{ path: 'environment', message: 'must be one of CartPole-v1' }])
  })

  it('for an agent of another environment is refused with 409, and leaves nothing behind', async () => {
    await api.database.query("INSERT INTO agents (id, name, environment) VALUES ($1, 'other', 'Pong-v5')", [
      nobodysId,
    ])
    const before = await api.database.query('SELECT id FROM trainings')
    const { problem } = await train({ agent: 'other' })
    expect(problem).toMatchObject({ status: 409, code: 'STATE_CONFLICT' })
    expect(problem.detail).toContain('Pong-v5')
    expect(await api.database.query('SELECT id FROM trainings')).toEqual(before)
  })

  it('with a batch larger than its rollout is refused by name', async () => {
    const { problem } = await train({ configuration: { batchSize: 2_048, rolloutSteps: 8, environments: 8 } })
    expect(problem.problems?.map(({ path }) => path)).toEqual(['configuration.batchSize'])
  })

  it('is cancelled once, and says that it has ended the second time', async () => {
    const { id } = (await train({ agent: 'cancelled' })).json
    const cancel = () => api.call('trainings.cancel', 'developer', { params: { id } })
    expect((await cancel()).json.state).toBe('cancelled')
    expect((await cancel()).problem).toMatchObject({
      code: 'STATE_CONFLICT',
      detail: 'The training is cancelled already.',
    })
    const kinds = (await eventsOf(`training:${id}`)).map(({ kind }) => kind)
    expect(kinds).toEqual(['training.requested', 'training.cancelled'])
    expect(await auditOf(id)).toEqual(['training.create by key', 'training.cancel by key'])
  })
})

describe('a policy', () => {
  it('comes with a file that holds the very weights', async () => {
    const policy = await addPolicy(api.database, 'filed')
    const { id } = policy
    expect((await api.call('policies.read', 'viewer', { params: { id } })).json).toEqual(policy)
    const authorization = `Bearer ${api.keys.viewer}`
    const response = await fetch(`${api.url}/api/v1/policies/${id}/file`, { headers: { authorization } })
    expect(response.headers.get('content-type')).toBe('application/octet-stream')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="filed-v1.safetensors"')
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect(bytes).toHaveLength(policy.bytes)
    const weights = policyWeights(parsePolicy(bytes).policy)
    expect(createHash('sha256').update(weights).digest('hex')).toBe(policy.weightHash)
  })

  it('becomes the baseline once, with the one before it on record', async () => {
    const [one, other] = [
      await addPolicy(api.database, 'promoted'),
      await addPolicy(api.database, 'promoted', 2),
    ]
    const promote = (id: string, body = {}) =>
      api.call('policies.promote', 'operator', { params: { id }, body })
    await addVerdict(api.database, one, { verdict: 'improved' })
    expect((await promote(one.id)).json).toMatchObject({
      policyId: one.id,
      previousPolicyId: null,
      state: 'approved',
    })
    const second = await promote(other.id, { reason: ' better ', force: true })
    expect(second.status).toBe(201)
    expect(second.json).toMatchObject({
      previousPolicyId: one.id,
      reason: 'better',
      proposedBy: expect.stringMatching(/^key:/),
    })
    expect((await promote(other.id)).problem.code).toBe('STATE_CONFLICT')
    const events = (await eventsOf('policies')).filter(({ kind }) => kind === 'policy.promoted')
    expect(events.at(-1)?.data).toEqual({ policy: other.id, agent: 'promoted', previousPolicy: one.id })
    const { items } = (await api.call('policies.list', 'viewer', { query: { agent: 'promoted' } })).json
    expect(items.map(({ version, isBaseline }) => [version, isBaseline])).toEqual([
      [2, true],
      [1, false],
    ])
    const agents = (await api.call('agents.list', 'viewer')).json.items
    expect(agents.find(({ name }) => name === 'promoted')).toMatchObject({
      baselinePolicyId: other.id,
      policies: 2,
    })
  })
})

describe('an evaluation', () => {
  const evaluate = (body: object) => api.call('evaluations.create', 'developer', { body: { ...body } })

  it('is played against random until its agent has a baseline, then against that, unless told otherwise', async () => {
    const [one, other] = [await addPolicy(api.database, 'judged'), await addPolicy(api.database, 'judged', 2)]
    const baselineOf = async (body: object) => (await evaluate(body)).json.baseline
    expect(await baselineOf({ policy: one.id })).toEqual({ kind: 'random' })
    const body = { force: true, reason: 'somebody must be the first' }
    await api.call('policies.promote', 'operator', { params: { id: one.id }, body })
    const baseline = { kind: 'policy', policyId: one.id, agent: 'judged', version: 1 }
    expect(await baselineOf({ policy: other.id })).toEqual(baseline)
    expect(await baselineOf({ policy: one.id })).toEqual({ kind: 'random' })
    expect(await baselineOf({ policy: one.id, baseline: other.id })).toEqual({
      ...baseline,
      policyId: other.id,
      version: 2,
    })
  })

  it('is queued with its runs, its event and its audit entry', async () => {
    const { id: policy } = await addPolicy(api.database, 'queued')
    const { status, json } = await evaluate({ policy, episodes: 100, environment: 'CartPole-v1' })
    expect(status).toBe(201)
    expect(json).toMatchObject({
      state: 'queued',
      episodes: 100,
      episodesTotal: 200,
      mode: 'deterministic',
      seed: 0,
    })
    const [runs] = await api.database.query<{ episodes: number }>(
      'SELECT sum(episodes) AS episodes FROM runs WHERE evaluation_id = $1',
      [json.id],
    )
    expect(runs?.episodes).toBe(200)
    expect((await eventsOf(`evaluation:${json.id}`)).map(({ kind }) => kind)).toEqual([
      'evaluation.requested',
    ])
    expect(await auditOf(json.id)).toEqual(['evaluation.create by key'])
  })

  it('refuses policies that are not there, another environment, and itself for a baseline', async () => {
    const { id: policy } = await addPolicy(api.database, 'refused')
    expect((await evaluate({ policy: nobodysId })).problem.code).toBe('NOT_FOUND')
    expect((await evaluate({ policy, baseline: nobodysId })).problem.code).toBe('NOT_FOUND')
    for (const baseline of [policy, policy.toUpperCase()])
      expect((await evaluate({ policy, baseline })).problem.problems?.[0]?.path).toBe('baseline')
    expect((await evaluate({ policy, environment: 'Pong-v5' })).problem.problems?.[0]?.path).toBe(
      'environment',
    )
    const foreign = await addPolicy(api.database, 'foreign')
    await api.database.query("UPDATE policies SET environment = 'Pong-v5' WHERE id = $1", [foreign.id])
    const { problem } = await evaluate({ policy, baseline: foreign.id })
    expect(problem.problems).toEqual([
      { path: 'baseline', message: 'must be a policy for CartPole-v1, not for Pong-v5' },
    ])
  })

  it('is cancelled once', async () => {
    const { id: policy } = await addPolicy(api.database, 'stopped')
    const { id } = (await evaluate({ policy })).json
    const cancel = () => api.call('evaluations.cancel', 'developer', { params: { id } })
    expect((await cancel()).json.state).toBe('cancelled')
    expect((await cancel()).problem.code).toBe('STATE_CONFLICT')
    const kinds = (await eventsOf(`evaluation:${id}`)).map(({ kind }) => kind)
    expect(kinds).toEqual(['evaluation.requested', 'evaluation.cancelled'])
  })

  it('replays any episode from its seed, frame by frame, and says whether it came out the same', async () => {
    const policy = await addPolicy(api.database, 'replayed')
    const { id } = await addPlayedEvaluation(api.database, policy)
    const { items } = (await api.call('evaluations.episodes', 'viewer', { params: { id } })).json
    expect(items).toHaveLength(3)
    const replay = async (index: number) =>
      await api.call('evaluations.replay', 'viewer', { params: { id, index } })
    for (const episode of items) {
      const { json } = await replay(episode.index)
      expect(json).toMatchObject({
        seed: episode.seed,
        return: episode.return,
        matches: true,
        framesPerSecond: 50,
      })
      expect(json.frames).toHaveLength(episode.length + 1)
    }
    await api.database.query(
      'UPDATE episodes SET return = return + 1 WHERE evaluation_id = $1 AND index = 0',
      [id],
    )
    expect((await replay(0)).json.matches).toBe(false)
    expect((await replay(9)).problem.code).toBe('NOT_FOUND')
    const broken = Buffer.from([1, 2, 3])
    await api.database.query('UPDATE policies SET file = $2 WHERE id = $1', [policy.id, broken])
    expect((await replay(0)).problem.code).toBe('POLICY_FILE_INVALID')
    await api.database.query("UPDATE evaluations SET environment = 'Gone-v1' WHERE id = $1", [id])
    expect((await replay(0)).problem.code).toBe('STATE_CONFLICT')
  })
})

describe('what is not there', () => {
  it.each([
    'trainings.read',
    'trainings.points',
    'policies.read',
    'policies.file',
    'evaluations.read',
    'evaluations.episodes',
  ] as const)('is answered with 404 by %s', async (operation) => {
    const { status, problem } = await api.call(operation, 'viewer', { params: { id: nobodysId } })
    expect({ status, code: problem.code }).toEqual({ status: 404, code: 'NOT_FOUND' })
  })

  it.each(['trainings.cancel', 'evaluations.cancel', 'policies.promote'] as const)(
    'is answered with 404 by %s',
    async (operation) => {
      const { problem } = await api.call(operation, 'admin', { params: { id: nobodysId } })
      expect(problem.code).toBe('NOT_FOUND')
    },
  )
})

describe('a list', () => {
  it('gives every training once over its pages, newest first, and holds to its filter', async () => {
    const made: string[] = []
    for (let turn = 0; turn < 7; turn++) made.unshift((await train({ agent: 'paged' })).json.id)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const { json } = await api.call('trainings.list', 'viewer', {
        query: { agent: 'paged', limit: 3, cursor },
      })
      seen.push(...json.items.map(({ id }) => id))
      cursor = json.nextCursor ?? undefined
      if (cursor === undefined) break
      const other = await api.call('trainings.list', 'viewer', { query: { agent: 'first', cursor } })
      expect(other.problem.code).toBe('CURSOR_INVALID')
      const elsewhere = await api.call('evaluations.list', 'viewer', { query: { agent: 'paged', cursor } })
      expect(elsewhere.problem.code).toBe('CURSOR_INVALID')
    } while (cursor !== undefined)
    expect(seen).toEqual(made)
    const cancelled = await api.call('trainings.list', 'viewer', {
      query: { agent: 'paged', state: 'cancelled' },
    })
    expect(cancelled.json).toEqual({ items: [], nextCursor: null })
  })

  it('of insights is empty while nothing was found', async () => {
    expect((await api.call('insights.list', 'viewer')).json).toEqual({ items: [], nextCursor: null })
  })
})
