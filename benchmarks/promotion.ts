import type { Evaluation, Id, Promotion, Training } from '@tars/contracts'
import { createInstallation } from '../tests/harness/launch.ts'
import { type PlatformView, viewPlatform } from '../tests/harness/platform-view.ts'
import { waitUntil } from '../tests/harness/wait-until.ts'
import type { Benchmark, Figure } from './benchmark.ts'

const rounds = 5
const changesPerRound = 10
const episodes = 50
const steps = 60_000
const patienceMs = 120_000

/** From a training to the baseline that is served, and back: how long each step of it takes. */
export const promotion: Benchmark = {
  name: 'promotion',
  title: 'From training to baseline',
  method: `${rounds} rounds on one platform of \`./tars up\`, each with a new agent. A training of ${steps.toLocaleString('en')} steps with an evaluation of ${episodes} episodes a side: from the request until it is claimed; from its end until the verdict; from the verdict until the proposal, which is made in its transaction (both by the clock of the database; those whose verdict is not improved propose nothing and give no sample); approval until the baseline is read back. Then ${changesPerRound / 2} forced promotions and ${changesPerRound / 2} rollbacks: from the answer to the change until the agent's actions come from the other policy, asked without a pause.`,
  async measure(progress) {
    const figures = createFigures()
    await using installation = await createInstallation()
    await installation.json('up', '--detach', '--empty')
    await using view = await viewPlatform(installation.data)
    for (let round = 1; round <= rounds; round++) {
      progress(`round ${round} of ${rounds}`)
      await measureRound(view, `bench-${round}`, round, figures)
    }
    return Object.values(figures)
  },
}

type Figures = ReturnType<typeof createFigures>

function createFigures() {
  const figure = (what: string, unit: string, goal: string): Figure => ({ what, unit, samples: [], goal })
  return {
    claimed: figure('training claimed after the request', 's', '≤ 10'),
    evaluated: figure(`${episodes} episodes evaluated and judged`, 's', '≤ 30'),
    proposed: figure('proposal after the verdict', 's', '≤ 30'),
    approved: figure('baseline after the approval', 's', '≤ 20'),
    reloaded: figure('served by the new policy after a promotion', 'ms', '≤ 100'),
    rolledBack: figure('served by the older policy after a rollback', 'ms', '≤ 100'),
  }
}

async function measureRound(
  view: PlatformView,
  agent: string,
  seed: number,
  figures: Figures,
): Promise<void> {
  const first = await train(view, agent, seed)
  figures.claimed.samples.push(secondsBetween(first.createdAt, first.startedAt))
  const evaluation = await judged(view, first.evaluationId!)
  figures.evaluated.samples.push(secondsBetween(first.endedAt, evaluation.endedAt))
  if (evaluation.verdict === 'improved') {
    const proposal = await findProposal(view, agent)
    figures.proposed.samples.push(secondsBetween(evaluation.endedAt, proposal.createdAt))
    const started = performance.now()
    await view.client.call('promotions.approve', { params: { id: proposal.id }, body: {} })
    await waitUntil(async () => (await baselineOf(view, agent)) === proposal.policyId, patienceMs)
    figures.approved.samples.push((performance.now() - started) / 1_000)
  }
  const second = await train(view, agent, seed + 1_000)
  await measureChanges(view, agent, [first.policyId!, second.policyId!], figures)
}

async function measureChanges(
  view: PlatformView,
  agent: string,
  [older, newer]: [Id, Id],
  figures: Figures,
): Promise<void> {
  const promote = (id: Id) =>
    view.client.call('policies.promote', { params: { id }, body: { force: true, reason: 'benchmark' } })
  if ((await baselineOf(view, agent)) !== older) await promote(older)
  await servedBy(view, agent, older)
  for (let change = 0; change < changesPerRound; change += 2) {
    await promote(newer)
    figures.reloaded.samples.push(await servedBy(view, agent, newer))
    await view.client.call('agents.rollback', { params: { name: agent }, body: { policy: older } })
    figures.rolledBack.samples.push(await servedBy(view, agent, older))
  }
}

/** Milliseconds until a policy answers for its agent. */
async function servedBy({ client }: PlatformView, name: string, policy: Id): Promise<number> {
  const started = performance.now()
  const body = { observations: [[0.1, 0, 0.2, 0]] }
  for (;;) {
    const answer = await client.call('agents.act', { params: { name }, body })
    const elapsedMs = performance.now() - started
    if (answer.policyId === policy) return elapsedMs
    if (elapsedMs > patienceMs) throw new Error(`${name} is not served by ${policy}.`)
  }
}

async function train({ client }: PlatformView, agent: string, seed: number): Promise<Training> {
  const body = { environment: 'CartPole-v1', agent, seed, steps, evaluate: episodes }
  const { id } = await client.call('trainings.create', { body })
  const read = () => client.call('trainings.read', { params: { id } })
  await waitUntil(async () => (await read()).state === 'completed', patienceMs)
  return read()
}

async function judged({ client }: PlatformView, id: Id): Promise<Evaluation> {
  const read = () => client.call('evaluations.read', { params: { id } })
  await waitUntil(async () => (await read()).state === 'judged', patienceMs)
  return read()
}

async function findProposal({ client }: PlatformView, agent: string): Promise<Promotion> {
  const { items } = await client.call('promotions.list', { query: { agent, state: 'proposed' } })
  return items[0]!
}

async function baselineOf({ client }: PlatformView, name: string): Promise<Id | null> {
  return (await client.call('agents.read', { params: { name } })).baselinePolicyId
}

function secondsBetween(from: string | null, until: string | null): number {
  return (Date.parse(until ?? '') - Date.parse(from ?? '')) / 1_000
}
