import {
  type FieldProblem,
  listProblems,
  type PpoConfiguration,
  ppoConfigurationSchema,
  TarsError,
  type TrainingRequest,
} from '@tars/contracts'
import { defaultConfiguration, type Preset } from '@tars/reinforcement'

/** What a request to train becomes once every default is filled in. */
export interface ResolvedTraining {
  agent: string
  preset: string | null
  steps: number
  configuration: PpoConfiguration
}

/** What is known of an environment when a training for it is asked for. */
export interface TrainingCatalogue {
  observationSize: number
  actions: number
  /** The default comes first. */
  presets: readonly Preset[]
}

/** The most memory that the rollout of one training may take, in bytes. */
export const rolloutBytesMax = 268_435_456

// Action, log-probability, value, reward, final value, advantage, return and index at 4 bytes each, and one for its ending.
const bytesPerStep = 33

/**
 * The most multiply-adds of one update, some twenty minutes of one core: an update is the most that a training loses when it has to
 * stop, and nothing is seen of it before it ends. The usual defaults of PPO take some 5e8.
 */
export const updateMultiplyAddsMax = 2e12

// Every weight is used forward, in its own gradient, and in the gradient of what came before.
const multiplyAddsPerWeight = 3

/**
 * Fills in what a request leaves out: from the preset it names (else the environment's first), then from the defaults.
 *
 * @throws {TarsError} REQUEST_INVALID listing every problem: an unknown preset, steps that nobody states, a hyper-parameter out
 *   of its range, a batch larger than a rollout, a rollout larger than 256 MiB, an update of more than 2e12 multiply-adds.
 */
export function resolveTraining(
  request: TrainingRequest,
  { presets, ...sizes }: TrainingCatalogue,
): ResolvedTraining {
  const problems: FieldProblem[] = []
  const preset =
    request.preset === undefined ? presets[0] : presets.find(({ name }) => name === request.preset)
  if (request.preset !== undefined && preset === undefined) {
    const names = presets.map(({ name }) => name).join(', ')
    problems.push({
      path: 'preset',
      message: names === '' ? 'there are none for this environment' : `must be one of ${names}`,
    })
  }
  const steps = request.steps ?? preset?.steps
  // With an unknown preset nobody can tell whether it would have stated them.
  if (steps === undefined && problems.length === 0) {
    problems.push({ path: 'steps', message: 'is needed, since no preset states it' })
  }
  const given = {
    ...defaultConfiguration,
    ...preset?.configuration,
    ...withoutUndefined(request.configuration),
  }
  const parsed = ppoConfigurationSchema.safeParse(given)
  const found = parsed.success ? listConflicts(parsed.data, sizes) : listProblems(parsed.error)
  problems.push(...found.map(({ path, message }) => ({ path: `configuration.${path}`, message })))
  if (problems.length > 0 || steps === undefined || !parsed.success) {
    throw new TarsError('REQUEST_INVALID', 'The training cannot be made as it is asked for.', { problems })
  }
  return {
    agent: request.agent ?? `${request.algorithm}-${request.environment}`.toLowerCase(),
    preset: preset?.name ?? null,
    steps,
    configuration: parsed.data,
  }
}

/** What is wrong between hyper-parameters that are each in their range. */
function listConflicts(
  configuration: PpoConfiguration,
  sizes: Pick<TrainingCatalogue, 'observationSize' | 'actions'>,
): FieldProblem[] {
  const { batchSize, rolloutSteps, environments, epochs } = configuration
  const rollout = rolloutSteps * environments
  const problems: FieldProblem[] = []
  if (batchSize > rollout) {
    const message = `must be at most ${rollout}, the steps of a rollout (rolloutSteps × environments)`
    problems.push({ path: 'batchSize', message })
  }
  const bytes = rollout * (bytesPerStep + 4 * sizes.observationSize)
  if (bytes > rolloutBytesMax) {
    const message = `times environments needs ${bytes} bytes of memory; the most is ${rolloutBytesMax}`
    problems.push({ path: 'rolloutSteps', message })
  }
  const multiplyAdds = rollout * epochs * countWeights(configuration, sizes) * multiplyAddsPerWeight
  if (multiplyAdds > updateMultiplyAddsMax) {
    const [needed, most] = [multiplyAdds, updateMultiplyAddsMax].map((number) => number.toExponential(1))
    const message = `times rolloutSteps, environments and the weights of hiddenSizes makes one update of ${needed} multiply-adds; the most is ${most}, so lower one of them`
    problems.push({ path: 'epochs', message })
  }
  return problems
}

/** The weights of both networks, the policy's and the value's, without biases. */
function countWeights(
  { hiddenSizes }: PpoConfiguration,
  { observationSize, actions }: Pick<TrainingCatalogue, 'observationSize' | 'actions'>,
): number {
  const weightsOf = (sizes: readonly number[]) =>
    sizes.slice(1).reduce((sum, size, index) => sum + size * (sizes[index] ?? 0), 0)
  const inner = [observationSize, ...hiddenSizes]
  return weightsOf([...inner, actions]) + weightsOf([...inner, 1])
}

function withoutUndefined(fields: object = {}): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
