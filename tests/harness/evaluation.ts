import { createHash } from 'node:crypto'
import type { Evaluation, Policy } from '@tars/contracts'
import {
  completeRun,
  type Database,
  ensureAgent,
  insertEvaluation,
  listPlayedEpisodes,
  type NewEvaluation,
  readEvaluation,
  readPolicy,
  type Side,
  storePolicy,
  storeScore,
} from '@tars/database'
import { claim } from '@tars/events'
import {
  createTrainer,
  encodePolicy,
  episodeSeeds,
  findEnvironment,
  policyWeights,
} from '@tars/reinforcement'
import { scoreEpisodes } from '../../services/orchestration-agent/src/score.ts'
import { tinyConfiguration } from './training.ts'

/** The file of a policy for CartPole-v1 that was really trained, if only for a moment, and the hash of its weights. */
export function trainTinyPolicy(seed = 1): { file: Uint8Array; weightHash: string } {
  const environment = findEnvironment('CartPole-v1')
  if (environment === undefined) throw new Error('CartPole-v1 is missing')
  const trainer = createTrainer({ environment, configuration: tinyConfiguration, seed, steps: 64 })
  trainer.update()
  const policy = trainer.policy()
  const origin = { configuration: trainer.configuration, steps: trainer.steps, seed, parent: null }
  const weightHash = createHash('sha256').update(policyWeights(policy)).digest('hex')
  return { file: encodePolicy(policy, origin), weightHash }
}

/** Stores a tiny policy, or the given file, as the next version of an agent. */
export async function addPolicy(
  database: Database,
  { agent = 'cartpole', seed = 1, file }: { agent?: string; seed?: number; file?: Uint8Array } = {},
): Promise<Policy> {
  const { id: agentId } = await ensureAgent(database, { name: agent, environment: 'CartPole-v1' })
  const tiny = trainTinyPolicy(seed)
  const id = await database.transaction((sql) =>
    storePolicy(sql, {
      agentId,
      trainingId: null,
      environment: 'CartPole-v1',
      algorithm: 'ppo',
      steps: 64,
      returnMean: null,
      weightHash: tiny.weightHash,
      file: file ?? tiny.file,
      region: 'test',
    }),
  )
  return (await readPolicy(database, id)) as Policy
}

/** Queues an evaluation of a policy against playing at random; what is given replaces what is usual. */
export function addEvaluation(
  database: Database,
  policy: Policy,
  changes: Partial<NewEvaluation> = {},
): Promise<Evaluation> {
  return database.transaction((sql) =>
    insertEvaluation(sql, {
      policyId: policy.id,
      agentId: policy.agentId,
      environment: policy.environment,
      episodes: 20,
      seed: 7,
      mode: 'deterministic',
      baselinePolicyId: null,
      region: 'test',
      traceparent: null,
      ...changes,
    }),
  )
}

/** Lands all runs that wait with returns of one's own, as a worker would: `returnOf(side, index)`. */
export async function landRuns(
  database: Database,
  returnOf: (side: Side, index: number) => number,
): Promise<void> {
  for (;;) {
    const lease = await claim(database, 'runs', { owner: 'test', leaseMs: 60_000 })
    if (lease === undefined) return
    const [run] = await database.query<{ side: Side; firstEpisode: number; episodes: number; seed: number }>(
      `SELECT side, first_episode, r.episodes, seed FROM runs r JOIN evaluations e ON e.id = evaluation_id WHERE r.id = $1`,
      [lease.id],
    )
    if (run === undefined) throw new Error('The run has vanished.')
    const seeds = episodeSeeds(run.seed, run.firstEpisode + run.episodes).subarray(run.firstEpisode)
    const episodes = Array.from(seeds, (seed, offset) => {
      const index = run.firstEpisode + offset
      const value = returnOf(run.side, index)
      return {
        index,
        seed,
        return: value,
        length: Math.round(Math.abs(value)),
        terminated: true,
        truncated: false,
      }
    })
    await database.transaction((sql) => completeRun(sql, lease, episodes))
  }
}

/** An evaluation whose runs have landed with returns of one's own, and that is scored but not judged. */
export async function addScoredEvaluation(
  database: Database,
  policy: Policy,
  returnOf: (side: Side, index: number) => number,
  changes: Partial<NewEvaluation> = {},
): Promise<Evaluation> {
  const { id, seed, episodes, environment, mode } = await addEvaluation(database, policy, changes)
  await landRuns(database, returnOf)
  const scoreOf = async (side: Side) => {
    const played = await listPlayedEpisodes(database, id, side)
    const returns = played.map((episode) => episode.return)
    const lengths = played.map(({ length }) => length)
    return scoreEpisodes({ returns, lengths, solvedAt: 475, seed, returnsHash: side })
  }
  const receipt = {
    policyHash: policy.weightHash,
    environment,
    environmentVersion: '1',
    suiteSeed: seed,
    episodes,
    mode,
    seedsHash: 'seeds',
    returnsHash: 'candidate',
  }
  await storeScore(database, id, {
    score: await scoreOf('candidate'),
    baselineScore: await scoreOf('baseline'),
    receipt,
  })
  return (await readEvaluation(database, id)) as Evaluation
}
