import { setTimeout as delay } from 'node:timers/promises'
import type { Id } from '@tars/contracts'
import { createInstallation, type TestInstallation } from '../tests/harness/launch.ts'
import { type PlatformView, viewPlatform } from '../tests/harness/platform-view.ts'
import { type Victim, waitForPid } from '../tests/harness/victim.ts'
import { waitUntil } from '../tests/harness/wait-until.ts'
import type { Benchmark, Figure } from './benchmark.ts'

const rounds = 5
const patienceMs = 60_000
/** Rest before a round, so that what the round before has begun is done. */
const restMs = 3_000

/** How long a kill -9 of each process holds up work and people. */
export const recovery: Benchmark = {
  name: 'recovery',
  title: 'Going on after kill -9',
  method: `${rounds} rounds on one platform of \`./tars up\`, ${restMs / 1_000} s of rest before each; leases last 15 s, as always. While a training runs, first ppo-agent and then PostgreSQL get SIGKILL, and the time ends when new points of its learning curve are kept (they come twice a second). dashboard-api and dashboard-frontend: until they answer through the gateway, asked every 20 ms. orchestration-agent and insight-engine: killed as soon as an evaluation of 20 episodes a side is accepted, until its verdict; the row before is that verdict without a kill. Supervisor: until another \`./tars up --detach\` has answered. Stop: \`./tars down\` while a training runs.`,
  async measure(progress) {
    const figures = createFigures()
    await using installation = await createInstallation()
    await up(installation)
    const policy = await trainPolicy(installation)
    for (let round = 1; round <= rounds; round++) {
      progress(`round ${round} of ${rounds}`)
      await delay(restMs)
      await measureTraining(installation, figures)
      await measureAnswers(installation, figures)
      await measureVerdicts(installation, policy, figures)
      await measureSupervisor(installation, figures)
    }
    return Object.values(figures)
  },
}

type Figures = ReturnType<typeof createFigures>

function createFigures() {
  const figure = (what: string, goal?: string, headline = false): Figure => {
    return {
      what,
      unit: 's',
      samples: [],
      ...(goal !== undefined && { goal }),
      ...(headline && { headline }),
    }
  }
  return {
    trainer: figure('training goes on after kill -9 of ppo-agent', '≤ 3'),
    database: figure('training goes on after kill -9 of PostgreSQL', '≤ 3'),
    api: figure('the API answers after kill -9 of dashboard-api', '≤ 3'),
    pages: figure('pages come after kill -9 of dashboard-frontend', '≤ 3'),
    undisturbed: figure('verdict of a small evaluation, without a kill'),
    scored: figure('the same with kill -9 of orchestration-agent', '≤ 3'),
    judged: figure('the same with kill -9 of insight-engine', '≤ 3'),
    supervisor: figure('everything ready after kill -9 of the supervisor and `./tars up`', '≤ 8'),
    stop: figure('stop while a training runs'),
  }
}

async function up(installation: TestInstallation): Promise<void> {
  await installation.json('up', '--detach', '--empty')
}

async function trainPolicy({ data }: TestInstallation): Promise<Id> {
  await using view = await viewPlatform(data)
  await view.client.call('trainings.create', { body: { environment: 'CartPole-v1', steps: 20_000 } })
  const newest = async () => (await view.client.call('policies.list')).items[0]
  await waitUntil(async () => (await newest()) !== undefined, patienceMs)
  return (await newest())!.id
}

async function measureTraining({ data }: TestInstallation, figures: Figures): Promise<void> {
  await using view = await viewPlatform(data)
  const training = await beginTraining(view)
  figures.trainer.samples.push(
    await timeKill(view, 'ppo-agent', (since) => progresses(view, training, since)),
  )
  figures.database.samples.push(
    await timeKill(view, 'postgres', (since) => progresses(view, training, since)),
  )
  await view.client.call('trainings.cancel', { params: { id: training } })
}

async function measureAnswers({ data }: TestInstallation, figures: Figures): Promise<void> {
  await using view = await viewPlatform(data)
  const answers = async (path: string) => (await fetch(`${view.url}${path}`)).ok
  figures.api.samples.push(await timeKill(view, 'dashboard-api', () => answers('/api/v1/setup')))
  figures.pages.samples.push(await timeKill(view, 'dashboard-frontend', () => answers('/')))
}

async function measureVerdicts({ data }: TestInstallation, policy: Id, figures: Figures): Promise<void> {
  await using view = await viewPlatform(data)
  const begin = () => view.client.call('evaluations.create', { body: { policy, episodes: 20 } })
  const isJudged = async (id: Id) =>
    (await view.client.call('evaluations.read', { params: { id } })).state === 'judged'
  const { id } = await begin()
  figures.undisturbed.samples.push(await timeUntil(() => isJudged(id)))
  for (const [victim, figure] of [
    ['orchestration-agent', figures.scored],
    ['insight-engine', figures.judged],
  ] as const) {
    const pid = await waitForPid(view, victim)
    const evaluation = await begin()
    process.kill(pid, 'SIGKILL')
    figure.samples.push(await timeUntil(() => isJudged(evaluation.id)))
  }
}

async function measureSupervisor(installation: TestInstallation, figures: Figures): Promise<void> {
  await using view = await viewPlatform(installation.data)
  process.kill(await waitForPid(view, 'supervisor'), 'SIGKILL')
  figures.supervisor.samples.push(await timeUntil(() => up(installation).then(() => true)))
  await using after = await viewPlatform(installation.data)
  await beginTraining(after)
  figures.stop.samples.push(await timeUntil(async () => (await installation.tars('down')).code === 0))
  await up(installation)
  await using again = await viewPlatform(installation.data)
  const { items } = await again.client.call('trainings.list', { query: { state: 'running' } })
  for (const { id } of items) await again.client.call('trainings.cancel', { params: { id } })
}

/** Begins a training that lasts longer than a measurement, and waits until it has kept its first points. */
async function beginTraining(view: PlatformView): Promise<Id> {
  const body = { environment: 'CartPole-v1', steps: 2_000_000 }
  const { id } = await view.client.call('trainings.create', { body })
  await waitUntil(() => progresses(view, id, 0), patienceMs)
  return id
}

/** Whether a training has kept new points since a moment. */
async function progresses({ database }: PlatformView, training: Id, sinceMs: number): Promise<boolean> {
  const rows = await database.query(
    `SELECT FROM events WHERE channel = 'training:' || $1 AND kind = 'training.progressed'
       AND at > to_timestamp($2::float8 / 1000) LIMIT 1`,
    [training, sinceMs],
  )
  return rows.length > 0
}

async function timeKill(
  view: PlatformView,
  victim: Victim,
  isBack: (sinceMs: number) => Promise<boolean>,
): Promise<number> {
  const pid = await waitForPid(view, victim)
  process.kill(pid, 'SIGKILL')
  // What was on its way at the kill does not count as going on.
  const settledMs = 50
  await delay(settledMs)
  const sinceMs = Date.now()
  return settledMs / 1_000 + (await timeUntil(() => isBack(sinceMs)))
}

/** Seconds until a condition holds; while it cannot be asked it does not hold. */
async function timeUntil(condition: () => Promise<boolean>): Promise<number> {
  const started = performance.now()
  await waitUntil(() => condition().catch(() => false), patienceMs)
  return (performance.now() - started) / 1_000
}
