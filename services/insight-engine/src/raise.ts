import type { EventData, Insight, TarsEvent } from '@tars/contracts'
import { readEvaluation, readTraining, type Sql, storeInsight } from '@tars/database'
import type { StoredEvent } from '@tars/events'
import type { Judgement } from './judge.ts'

type Finding = Omit<Insight, 'id' | 'createdAt'>

/** The finding of a verdict; undefined when it needs nobody's eye. */
export function findingOf({ evaluation, verdict, comparison }: Judgement): Finding | undefined {
  if (verdict !== 'improved' && verdict !== 'regressed') return undefined
  const policy = `${evaluation.agent} v${evaluation.policyVersion}`
  const subject = { agentId: evaluation.agentId, evaluationId: evaluation.id, trainingId: null }
  if (verdict === 'regressed') {
    const detail = `${comparison.sentence}. It should not replace the baseline.`
    return { kind: 'policy.regressed', severity: 'warning', title: `${policy} regressed`, detail, ...subject }
  }
  const detail = `${comparison.sentence}. It can become the baseline of ${evaluation.agent}.`
  return { kind: 'policy.improved', severity: 'info', title: `${policy} improved`, detail, ...subject }
}

/** The finding of a training or an evaluation that failed; undefined for every other event. */
export async function findFailure(sql: Sql, event: StoredEvent): Promise<Finding | undefined> {
  if (event.kind === 'training.failed') {
    const data = event.data as EventData<'training.failed'>
    const training = await readTraining(sql, data.training)
    return {
      kind: 'training.failed',
      severity: 'critical',
      title: `A training of ${data.agent} failed`,
      detail: data.error,
      agentId: training?.agentId ?? null,
      evaluationId: null,
      trainingId: data.training,
    }
  }
  if (event.kind !== 'evaluation.failed') return undefined
  const data = event.data as EventData<'evaluation.failed'>
  const evaluation = await readEvaluation(sql, data.evaluation)
  return {
    kind: 'evaluation.failed',
    severity: 'critical',
    title: `An evaluation of ${data.agent} failed`,
    detail: data.error,
    agentId: evaluation?.agentId ?? null,
    evaluationId: data.evaluation,
    trainingId: null,
  }
}

/** Stores a finding as an insight, once; gives the event that announces it, undefined when it was raised before. */
export async function raiseInsight(
  sql: Sql,
  finding: Finding,
  region: string,
): Promise<TarsEvent | undefined> {
  const id = await storeInsight(sql, finding, region)
  if (id === undefined) return undefined
  return { kind: 'insight.raised', data: { insight: id, severity: finding.severity, title: finding.title } }
}
