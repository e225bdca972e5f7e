import type { Evaluation, Policy } from '@tars/contracts'
import { cancelEvaluation, type Database, readEvaluation, type Side } from '@tars/database'
import { consume, publish, relayBatch, type StoredEvent } from '@tars/events'
import { createTracing, startTelemetry, type Telemetry } from '@tars/telemetry'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addEvaluation, addPolicy, addScoredEvaluation, landRuns } from '../../../tests/harness/evaluation.ts'
import { relayAll } from '../../../tests/harness/event.ts'
import { waitUntil } from '../../../tests/harness/wait-until.ts'
import { collect } from './collect.ts'
import { askedMax, rescueEvaluations, stuckAfterMs } from './rescue-evaluations.ts'

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
const returnOf = (_: Side, index: number) => index

describe('rescuing evaluations', () => {
  let test: TestDatabase
  let database: Database
  let telemetry: Telemetry
  let policy: Policy
  const lines: string[] = []
  beforeAll(async () => {
    test = await createTestDatabase()
    database = test.database
    const destination = { write: (line: string) => void lines.push(line) }
    telemetry = startTelemetry({ TARS_VERSION: 'test', TARS_LOG_LEVEL: 'warn' }, 'test', destination)
  })
  afterAll(async () => {
    await telemetry[Symbol.asyncDispose]()
    await test.dispose()
  })
  beforeEach(async () => {
    lines.splice(0)
    await database.query('TRUNCATE outbox, events, channels, consumers, dead_letters, agents CASCADE')
    policy = await addPolicy(database)
  })

  const rescue = () => rescueEvaluations({ database, log: telemetry.log, region: 'north' })
  /** Lets two minutes pass for everything that has happened, all of which is handled. */
  const age = async () => {
    const past = "now() - interval '2 minutes'"
    await relayAll(database)
    await database.query(`UPDATE runs SET ended_at = ${past}; UPDATE events SET at = ${past}`)
  }
  const read = async ({ id }: Evaluation) => (await readEvaluation(database, id)) as Evaluation
  const listAsked = async ({ id }: Evaluation) => {
    while ((await database.transaction(relayBatch)).moved > 0);
    return database.query<StoredEvent & { region: string }>(
      'SELECT kind, data, region, traceparent FROM events WHERE channel = $1 ORDER BY "offset"',
      [`evaluation:${id}`],
    )
  }
  const addPlayed = async () => {
    const evaluation = await addEvaluation(database, policy, { traceparent })
    await landRuns(database, returnOf)
    await age()
    return evaluation
  }

  it('asks again for the score of one that was played, in its trace', async () => {
    const evaluation = await addPlayed()
    await rescue()
    const { id, agent, environment } = evaluation
    expect(await listAsked(evaluation)).toEqual([
      {
        kind: 'evaluation.progressed',
        region: 'north',
        traceparent,
        data: { evaluation: id, policy: policy.id, agent, environment, episodesDone: 40, episodesTotal: 40 },
      },
    ])
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: 'warn', evaluation: id }])
  })

  it('asks again for the verdict of one that was scored', async () => {
    const evaluation = await addScoredEvaluation(database, policy, returnOf)
    await age()
    await rescue()
    expect(await listAsked(evaluation)).toMatchObject([
      { kind: 'evaluation.scored', data: { evaluation: evaluation.id, mean: evaluation.score?.mean } },
    ])
  })

  it('waits a while after each time', async () => {
    const evaluation = await addPlayed()
    await rescue()
    await rescue()
    expect(await listAsked(evaluation)).toHaveLength(1)
    await rescue()
    expect(await listAsked(evaluation)).toHaveLength(1)
    await age()
    await rescue()
    expect(await listAsked(evaluation)).toHaveLength(2)
  })

  it('fails it in words after a few times, with the reason for which the event was set aside', async () => {
    const evaluation = await addPlayed()
    for (let times = 0; times < askedMax; times++) {
      await rescue()
      await age()
    }
    await database.query(
      `INSERT INTO dead_letters (consumer, channel, "offset", reason) VALUES ('c', 'evaluations', 1, 'older'),
         ('c', 'evaluations', 2, 'the sum leaves the range of a double')`,
    )
    await rescue()
    const error =
      'It was played, but it was not scored, though that was asked for 4 times: the sum leaves the range of a double'
    expect(await read(evaluation)).toMatchObject({ state: 'failed', error })
    const events = await listAsked(evaluation)
    expect(events).toHaveLength(askedMax + 1)
    expect(events.at(-1)).toMatchObject({ kind: 'evaluation.failed', data: { error }, traceparent })
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ level: 'error', evaluation: evaluation.id })
    await age()
    await rescue()
    expect(await listAsked(evaluation)).toHaveLength(askedMax + 1)
  })

  it('fails one that nobody judges, also when nobody has said why', async () => {
    const evaluation = await addScoredEvaluation(database, policy, returnOf)
    await age()
    for (let times = 0; times <= askedMax; times++) {
      await rescue()
      await age()
    }
    expect(await read(evaluation)).toMatchObject({
      state: 'failed',
      error: 'It was scored, but it was not judged, though that was asked for 4 times: nobody has said why',
    })
  })

  it('brings one to its end whose event is set aside each time, with the very reason', async () => {
    const evaluation = await addEvaluation(database, policy)
    await landRuns(database, returnOf)
    await database.query("UPDATE episodes SET return = 'Infinity' WHERE side = 'baseline' AND index = 3")
    await using tracing = createTracing({ service: 'test', version: 'test' })
    const consumer = await consume(
      database,
      {
        name: 'orchestration-agent:evaluations',
        channel: 'evaluations',
        handle: (sql, event) => collect({ tracing, region: 'north' }, sql, event),
      },
      { onError: () => undefined, attemptsMax: 1 },
    )
    const countSetAside = async () => (await database.query('SELECT 1 FROM dead_letters')).length
    for (let times = 1; times <= askedMax; times++) {
      await age()
      await rescue()
      await relayAll(database)
      await waitUntil(async () => (await countSetAside()) === times)
    }
    await age()
    await rescue()
    await consumer.stop()
    const { state, error } = await read(evaluation)
    expect(state).toBe('failed')
    expect(error).toMatch(
      /^It was played, but it was not scored, though that was asked for 4 times: .*Infinity/,
    )
  })

  it('begins to count anew when it was resumed', async () => {
    const evaluation = await addPlayed()
    for (let times = 0; times <= askedMax; times++) {
      await rescue()
      await age()
    }
    expect((await read(evaluation)).state).toBe('failed')
    await database.query("UPDATE evaluations SET state = 'running' WHERE id = $1", [evaluation.id])
    const { id, agent, environment } = evaluation
    const data = { evaluation: id, policy: policy.id, agent, environment }
    await publish(database, [{ kind: 'evaluation.resumed', data }], { region: 'test' })
    await age()
    await rescue()
    expect((await read(evaluation)).state).toBe('running')
    expect((await listAsked(evaluation)).at(-1)?.kind).toBe('evaluation.progressed')
  })

  it('does nothing while a consumer or the relay is behind: then nothing is stuck', async () => {
    const evaluation = await addPlayed()
    await database.query("INSERT INTO consumers (name, channel) VALUES ('insight-engine', 'evaluations')")
    const { id, agent, environment } = evaluation
    const data = { evaluation: id, policy: policy.id, agent, environment }
    await publish(database, [{ kind: 'evaluation.cancelled', data }], { region: 'test' })
    await database.query("UPDATE outbox SET created_at = now() - interval '2 minutes'")
    await rescue()
    expect(await database.query('SELECT 1 FROM outbox')).toHaveLength(1)
    await age()
    await rescue()
    expect(await database.query('SELECT 1 FROM outbox')).toHaveLength(0)
    await database.query('UPDATE consumers SET "offset" = 1')
    await rescue()
    expect(await database.query('SELECT 1 FROM outbox')).toHaveLength(1)
  })

  it('leaves alone what is played still, has just been played, or has ended', async () => {
    const cancelled = await addEvaluation(database, policy)
    await landRuns(database, returnOf)
    await database.transaction((sql) => cancelEvaluation(sql, cancelled.id))
    await age()
    await addEvaluation(database, policy)
    await rescue()
    await landRuns(database, returnOf)
    await database.query(
      "UPDATE runs SET ended_at = now() - $1 * interval '1 millisecond' WHERE evaluation_id <> $2",
      [stuckAfterMs - 5_000, cancelled.id],
    )
    await rescue()
    expect(await database.query('SELECT 1 FROM outbox')).toEqual([])
  })

  it('lets two sweeps at once ask only once', async () => {
    const evaluation = await addPlayed()
    await Promise.all([rescue(), rescue(), rescue()])
    expect(await listAsked(evaluation)).toHaveLength(1)
  })
})
