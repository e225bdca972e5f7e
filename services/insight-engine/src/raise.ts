import type { EventData, Insight, ReceiptCheck, TarsEvent } from '@tars/contracts'
import { readEvaluation, readTraining, readVerification, type Sql, storeInsight } from '@tars/database'
import type { StoredEvent } from '@tars/events'
import type { Judgement } from './judge.ts'

/** An insight that is not stored yet. */
export type Finding = Omit<Insight, 'id' | 'createdAt'>

/**
 * The finding of a verdict; undefined when it needs nobody's eye.
 *
 * @param isDecisive whether it was measured against what it would replace, so that the finding can advise.
 */
export function findingOf(
  { evaluation, verdict, comparison }: Judgement,
  isDecisive: boolean,
): Finding | undefined {
  if (verdict !== 'improved' && verdict !== 'regressed') return undefined
  const policy = `${evaluation.agent} v${evaluation.policyVersion}`
  const subject = { agentId: evaluation.agentId, evaluationId: evaluation.id, trainingId: null }
  const might = verdict === 'improved' ? 'can' : 'should not'
  const advice = isDecisive ? ` It ${might} become the baseline of ${evaluation.agent}.` : ''
  const detail = `${comparison.sentence}.${advice}`
  if (verdict === 'regressed')
    return { kind: 'policy.regressed', severity: 'warning', title: `${policy} regressed`, detail, ...subject }
  return { kind: 'policy.improved', severity: 'info', title: `${policy} improved`, detail, ...subject }
}

/**
 * The finding of a training, an evaluation or a verification that failed, or of an evaluation that a verification could not repeat;
 * undefined for every other event.
 */
export async function findFailure(sql: Sql, event: StoredEvent): Promise<Finding | undefined> {
  switch (event.kind) {
    case 'training.failed':
      return findFailedTraining(sql, event.data as EventData<'training.failed'>)
    case 'evaluation.failed':
      return findFailedPlay(sql, 'evaluation', event.data as EventData<'evaluation.failed'>)
    case 'verification.completed':
      return findUnrepeatable(sql, event.data as EventData<'verification.completed'>)
    case 'verification.failed':
      return findFailedPlay(sql, 'verification', event.data as EventData<'verification.failed'>)
    default:
      return undefined
  }
}

async function findFailedTraining(sql: Sql, data: EventData<'training.failed'>): Promise<Finding> {
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

async function findFailedPlay(
  sql: Sql,
  what: 'evaluation' | 'verification',
  data: EventData<'evaluation.failed'>,
): Promise<Finding> {
  const evaluation = await readEvaluation(sql, data.evaluation)
  return {
    kind: `${what}.failed`,
    severity: 'critical',
    title: `${what === 'evaluation' ? 'An evaluation' : 'A verification'} of ${data.agent} failed`,
    detail: data.error,
    agentId: evaluation?.agentId ?? null,
    evaluationId: data.evaluation,
    trainingId: null,
  }
}

async function findUnrepeatable(
  sql: Sql,
  data: EventData<'verification.completed'>,
): Promise<Finding | undefined> {
  if (data.matches) return undefined
  const verification = await readVerification(sql, data.verification)
  const evaluation = await readEvaluation(sql, data.evaluation)
  const policy = evaluation === undefined ? data.agent : `${data.agent} v${evaluation.policyVersion}`
  return {
    kind: 'evaluation.unrepeatable',
    severity: 'critical',
    title: `An evaluation of ${policy} could not be repeated`,
    detail: describeDifference(verification?.checks ?? [], data.differing),
    agentId: evaluation?.agentId ?? null,
    evaluationId: data.evaluation,
    trainingId: null,
  }
}

const checkNames: Record<ReceiptCheck['name'], string> = {
  policyHash: "the policy's weights",
  environmentVersion: "the environment's version",
  seedsHash: 'the episode seeds',
  returnsHash: "the policy's returns",
  baselineReturnsHash: "the baseline's returns",
}

/** What was not as the receipt and the record say, in words. */
function describeDifference(checks: readonly ReceiptCheck[], differing: number): string {
  const broken = checks.filter(({ matches }) => !matches).map(({ name }) => checkNames[name])
  const receipt =
    broken.length === 0
      ? 'Played again, it keeps to its receipt'
      : `Played again, it breaks its receipt in ${new Intl.ListFormat('en').format(broken)}`
  const episodes =
    differing === 1
      ? '1 episode is not as it was recorded'
      : `${differing} episodes are not as they were recorded`
  const link = broken.length > 0 && differing > 0 ? 'and' : 'but'
  return `${receipt}, ${link} ${differing === 0 ? 'every episode is as it was recorded' : episodes}. Do not rely on it.`
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
