import type { Id, PpoConfiguration, Training } from '@tars/contracts'
import { type Database, ensureAgent, type Held, insertTraining, type NewTraining } from '@tars/database'

/** A training that is over in an instant: 64 steps an update, 16 units. */
export const tinyConfiguration: PpoConfiguration = {
  learningRate: 1e-3,
  learningRateSchedule: 'linear',
  gamma: 0.99,
  gaeLambda: 0.95,
  clipRange: 0.2,
  clipRangeSchedule: 'constant',
  valueClipRange: null,
  entropyCoefficient: 0,
  valueCoefficient: 0.5,
  maxGradientNorm: 0.5,
  epochs: 2,
  batchSize: 32,
  rolloutSteps: 32,
  environments: 2,
  targetKl: null,
  hiddenSizes: [16],
  normalizeAdvantage: true,
}

/** Queues a tiny training of an agent for CartPole-v1; what is given replaces what is usual. */
export async function addTraining(
  database: Database,
  { agent = 'cartpole', ...changes }: Partial<NewTraining> & { agent?: string } = {},
): Promise<Training> {
  const { id: agentId } = await ensureAgent(database, { name: agent, environment: 'CartPole-v1' })
  return insertTraining(database, {
    agentId,
    environment: 'CartPole-v1',
    algorithm: 'ppo',
    preset: null,
    seed: 1,
    steps: 2_048,
    configuration: tinyConfiguration,
    evaluateEpisodes: null,
    region: 'test',
    traceparent: null,
    ...changes,
  })
}

/** Leases a training to the test that calls, whoever else holds it. */
export async function holdTraining(database: Database, id: Id): Promise<Held> {
  const [held] = await database.query<Held>(
    "UPDATE trainings SET state = 'running', lease_token = gen_random_uuid() WHERE id = $1 RETURNING id, lease_token AS token",
    [id],
  )
  if (held === undefined) throw new Error(`there is no training ${id}`)
  return held
}
