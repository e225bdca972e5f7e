import { type Id, type Policy, type PolicyComparison, TarsError } from '@tars/contracts'
import {
  listSuiteEvaluations,
  readPolicy,
  readTraining,
  type Sql,
  type Suite,
  type SuiteEvaluation,
} from '@tars/database'
import { findEnvironment } from '@tars/reinforcement'
import type { Call } from '../call.ts'
import type { Comparer } from '../comparison/comparer.ts'
import type { GroupAnswer, GroupOrder } from '../comparison/comparison-message.ts'
import { listTrainingDifferences, type TrainingPlan } from '../comparison/training-differences.ts'
import { foundOrThrow } from '../not-found.ts'

type ComparedEnvironment = PolicyComparison['environments'][number]

/** Policies of one environment, in the order in which they were asked for. */
interface Group {
  environment: string
  policies: Policy[]
}

/**
 * Policies side by side, from their latest judged evaluations of one suite, environment by environment.
 *
 * @throws {TarsError} NOT_FOUND when a policy is unknown; REQUEST_INVALID when one is named twice; OVERLOADED when many
 * comparisons are being worked on.
 */
export async function comparePolicies(
  { database, comparer }: { database: Sql; comparer: Comparer },
  { query }: Call<'comparisons.read'>,
): Promise<PolicyComparison> {
  const { policies: ids, episodes = 100, seed = 0, mode = 'deterministic' } = query
  refuseTwins(ids)
  const suite: Suite = { episodes, seed, mode }
  const policies = await Promise.all(
    ids.map(async (id) => foundOrThrow(await readPolicy(database, id), 'policy', id)),
  )
  const played = await listSuiteEvaluations(database, ids, suite)
  const evaluations = new Map(played.map((evaluation) => [evaluation.policyId, evaluation]))
  const groups = groupByEnvironment(policies)
  const orders = groups.map((group) => toOrder(group, evaluations))
  const answers = await comparer.ask({ seed, groups: orders })
  return {
    suite,
    environments: groups.map((group, index) =>
      describeGroup(group, evaluations, answers[index] as GroupAnswer),
    ),
    configuration: listTrainingDifferences(await readPlans(database, policies)),
  }
}

function refuseTwins(ids: readonly Id[]): void {
  const twin = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twin === undefined) return
  const message = `must name each policy once, and ${twin} is there twice`
  throw new TarsError('REQUEST_INVALID', `policies: ${message}.`, {
    problems: [{ path: 'policies', message }],
  })
}

function groupByEnvironment(policies: readonly Policy[]): Group[] {
  const groups = new Map<string, Group>()
  for (const policy of policies) {
    const group = groups.get(policy.environment) ?? { environment: policy.environment, policies: [] }
    group.policies.push(policy)
    groups.set(policy.environment, group)
  }
  return [...groups.values()]
}

function toOrder({ environment, policies }: Group, evaluations: Map<Id, SuiteEvaluation>): GroupOrder {
  const description = findEnvironment(environment)?.description
  return {
    range:
      description === undefined ? null : Math.abs(description.referenceReturn - description.randomReturn),
    members: policies.flatMap(({ id, agent, version }) => {
      const returns = evaluations.get(id)?.returns
      return returns === undefined ? [] : [{ policyId: id, name: `${agent} v${version}`, returns }]
    }),
  }
}

function describeGroup(
  { environment, policies }: Group,
  evaluations: Map<Id, SuiteEvaluation>,
  { thresholds, members, pairs }: GroupAnswer,
): ComparedEnvironment {
  const figures = new Map(members.map((member) => [member.policyId, member]))
  return {
    environment,
    solvedAt: findEnvironment(environment)?.description.solvedAt ?? null,
    thresholds,
    policies: policies.map(({ id, agent, version, isBaseline }) => {
      const evaluation = evaluations.get(id)
      const figure = figures.get(id)
      return {
        policyId: id,
        agent,
        version,
        isBaseline,
        evaluationId: evaluation?.evaluationId ?? null,
        score: evaluation?.score ?? null,
        iqmInterval95: figure?.iqmInterval95 ?? null,
        profile: figure?.profile ?? null,
      }
    }),
    pairs,
  }
}

async function readPlans(sql: Sql, policies: readonly Policy[]): Promise<Map<Id, TrainingPlan>> {
  const plans = new Map<Id, TrainingPlan>()
  for (const { id, trainingId } of policies) {
    const training = trainingId === null ? undefined : await readTraining(sql, trainingId)
    if (training !== undefined) plans.set(id, training)
  }
  return plans
}
