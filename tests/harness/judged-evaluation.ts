import type { Evaluation, Policy } from '@tars/contracts'
import {
  beginRun,
  completeRun,
  type Database,
  type NewEvaluation,
  readEvaluation,
  readPolicyFile,
} from '@tars/database'
import { claim, type StoredEvent } from '@tars/events'
import { createTracing } from '@tars/telemetry'
import { judge } from '../../services/insight-engine/src/judge.ts'
import { collect } from '../../services/orchestration-agent/src/collect.ts'
import { play } from '../../services/ppo-agent/src/play.ts'
import { addEvaluation } from './evaluation.ts'

/** An evaluation that was really played, scored and judged as the services do it, within this process. */
export async function addJudgedEvaluation(
  database: Database,
  policy: Policy,
  changes: Partial<NewEvaluation> = {},
): Promise<Evaluation> {
  const { id, agent, environment } = await addEvaluation(database, policy, changes)
  await playRuns(database)
  await using tracing = createTracing({ service: 'test', version: 'test' })
  const subject = { evaluation: id, policy: policy.id, agent, environment }
  const event: StoredEvent = {
    channel: 'evaluations',
    offset: 1,
    kind: 'evaluation.progressed',
    data: subject,
    traceparent: null,
    at: new Date().toISOString(),
  }
  await database.transaction((sql) => collect({ tracing, region: 'test' }, sql, event))
  await database.transaction((sql) => judge(sql, { ...subject, mean: 0 }))
  return (await readEvaluation(database, id)) as Evaluation
}

/** Plays every run that waits, as a worker would. */
async function playRuns(database: Database): Promise<void> {
  for (;;) {
    const lease = await claim(database, 'runs', { owner: 'test', leaseMs: 60_000 })
    const order = lease === undefined ? undefined : await beginRun(database, lease)
    if (lease === undefined || order === undefined) return
    const file = order.policyId === null ? null : await readPolicyFile(database, order.policyId)
    const { environment, mode, seed: suiteSeed, firstEpisode: first, episodes: count } = order
    const answer = play({ environment, policyFile: file ?? null, mode, suiteSeed, first, count })
    if (answer.kind === 'refused') throw new Error(answer.error)
    await database.transaction((sql) => completeRun(sql, lease, answer.episodes))
  }
}
