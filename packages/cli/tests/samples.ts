import type {
  Agent,
  Evaluation,
  Policy,
  Promotion,
  SystemStatus,
  Training,
  TrainingPoint,
  Verification,
  Work,
} from '@tars/contracts'

/** Ids of one of each kind. */
export const ids = {
  agent: '019a0000-0000-7000-8000-000000000001',
  training: '019a0000-0000-7000-8000-000000000002',
  policy: '019a0000-0000-7000-8000-000000000003',
  evaluation: '019a0000-0000-7000-8000-000000000004',
  baseline: '019a0000-0000-7000-8000-000000000005',
  promotion: '019a0000-0000-7000-8000-000000000006',
  verification: '019a0000-0000-7000-8000-000000000007',
} as const

const at = '2026-01-31T12:00:00.000Z'

/** A point of a learning curve. */
export function pointAt(steps: number, returnMean: number | null, memoryBytes = 50_000_000): TrainingPoint {
  return {
    steps,
    seconds: steps / 10_000,
    episodes: steps / 100,
    returnMean,
    lengthMean: returnMean,
    policyLoss: -0.01,
    valueLoss: 12,
    entropy: 0.6,
    approximateKl: 0.005,
    clipRatio: 0.1,
    explainedVariance: 0.9,
    learningRate: 0.0003,
    stepsPerSecond: 10_000,
    memoryBytes,
  }
}

/** A completed training with some of its fields changed. */
export function trainingWith(changes: Partial<Training> = {}): Training {
  return {
    id: ids.training,
    agentId: ids.agent,
    agent: 'ppo-cartpole-v1',
    environment: 'CartPole-v1',
    algorithm: 'ppo',
    preset: 'zoo',
    seed: 1,
    steps: 50_000,
    configuration: {
      learningRate: 0.0003,
      learningRateSchedule: 'constant',
      gamma: 0.99,
      gaeLambda: 0.95,
      clipRange: 0.2,
      clipRangeSchedule: 'constant',
      valueClipRange: null,
      entropyCoefficient: 0,
      valueCoefficient: 0.5,
      maxGradientNorm: 0.5,
      epochs: 10,
      batchSize: 64,
      rolloutSteps: 2048,
      environments: 1,
      targetKl: null,
      hiddenSizes: [64, 64],
      normalizeAdvantage: true,
    },
    state: 'completed',
    progress: pointAt(50_000, 487.25),
    attempts: 1,
    policyId: ids.policy,
    evaluationId: null,
    error: null,
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    createdAt: at,
    startedAt: at,
    endedAt: at,
    ...changes,
  }
}

/** A policy with some of its fields changed. */
export function policyWith(changes: Partial<Policy> = {}): Policy {
  return {
    id: ids.policy,
    agentId: ids.agent,
    agent: 'ppo-cartpole-v1',
    version: 3,
    environment: 'CartPole-v1',
    algorithm: 'ppo',
    trainingId: ids.training,
    steps: 50_000,
    returnMean: 487.25,
    weightHash: 'ab'.repeat(32),
    bytes: 19_000,
    isBaseline: true,
    createdAt: at,
    ...changes,
  }
}

/** An evaluation judged as improved, with some of its fields changed. */
export function evaluationWith(changes: Partial<Evaluation> = {}): Evaluation {
  const score = {
    mean: 490.5,
    std: 12.25,
    iqm: 495,
    median: 500,
    min: 430,
    max: 500,
    interval95: [487.5, 493] as [number, number],
    successRatio: 0.93,
    successInterval95: [0.86, 0.97] as [number, number],
    lengthMean: 490.5,
    returnsHash: 'cd'.repeat(32),
  }
  const baseline = { kind: 'policy' as const, policyId: ids.baseline, agent: 'ppo-cartpole-v1', version: 2 }
  return {
    id: ids.evaluation,
    policyId: ids.policy,
    policyVersion: 3,
    agentId: ids.agent,
    agent: 'ppo-cartpole-v1',
    environment: 'CartPole-v1',
    episodes: 100,
    seed: 0,
    mode: 'deterministic',
    state: 'judged',
    episodesDone: 200,
    episodesTotal: 200,
    baseline,
    score,
    verdict: 'improved',
    comparison: {
      baseline,
      baselineScore: { ...score, mean: 400 },
      difference: 90.5,
      interval95: [85, 96],
      margin: 20,
      marginRatio: 0.05,
      episodes: 100,
      wins: 80,
      ties: 15,
      losses: 5,
      probabilityOfImprovement: 0.875,
      sentence: 'Better than the baseline: +90.5 points.',
    },
    receipt: null,
    error: null,
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    createdAt: at,
    startedAt: at,
    endedAt: at,
    ...changes,
  }
}

/** The status of a platform whose services are in these states. */
export function statusWith(states: Readonly<Record<string, 'ready' | 'restarting'>>): SystemStatus {
  return {
    version: '1.2.3',
    url: 'http://127.0.0.1:3000',
    data: '/data',
    pid: 42,
    startedAt: at,
    services: Object.entries(states).map(([name, state], index) => ({
      name,
      state,
      pid: state === 'ready' ? 100 + index : null,
      version: '1.2.3',
      port: state === 'ready' ? 4000 + index : null,
      restarts: state === 'ready' ? 0 : 3,
      memoryBytes: state === 'ready' ? 70_000_000 : null,
      startedAt: state === 'ready' ? at : null,
    })),
    database: {
      kind: 'embedded',
      state: 'ready',
      version: '18.4',
      directory: '/data/postgres',
      pid: 43,
      port: 5555,
      freeBytes: 10_000_000_000,
    },
    migrations: { applied: 12, pending: 0, latest: '0012_insights' },
  }
}

/** The work of a platform that has nothing to do, with some of its numbers changed. */
export function workWith(changes: Partial<Work> = {}): Work {
  const none = { queued: 0, running: 0 }
  return {
    trainings: none,
    runs: none,
    verifications: none,
    oldestQueuedAt: null,
    outboxRows: 0,
    deadLetters: 0,
    at,
    ...changes,
  }
}

/** A promotion that was approved, with some of its fields changed. */
export function promotionWith(changes: Partial<Promotion> = {}): Promotion {
  return {
    id: ids.promotion,
    kind: 'promotion',
    agentId: ids.agent,
    agent: 'ppo-cartpole-v1',
    environment: 'CartPole-v1',
    policyId: ids.policy,
    policyVersion: 3,
    previousPolicyId: ids.baseline,
    previousPolicyVersion: 2,
    evaluationId: ids.evaluation,
    state: 'approved',
    reason: null,
    decisionReason: null,
    proposedBy: 'user:ada',
    decidedBy: 'user:ada',
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    createdAt: at,
    decidedAt: at,
    ...changes,
  }
}

/** An agent with some of its fields changed. */
export function agentWith(changes: Partial<Agent> = {}): Agent {
  return {
    id: ids.agent,
    name: 'ppo-cartpole-v1',
    environment: 'CartPole-v1',
    baselinePolicyId: ids.baseline,
    baselineVersion: 2,
    approval: 'person',
    policies: 3,
    proposals: 1,
    createdAt: at,
    ...changes,
  }
}

/** A verification that matched, with some of its fields changed. */
export function verificationWith(changes: Partial<Verification> = {}): Verification {
  const names = [
    'policyHash',
    'environmentVersion',
    'seedsHash',
    'returnsHash',
    'baselineReturnsHash',
  ] as const
  return {
    id: ids.verification,
    evaluationId: ids.evaluation,
    state: 'completed',
    episodesDone: 200,
    episodesTotal: 200,
    matches: true,
    checks: names.map((name) => ({ name, expected: 'ab'.repeat(32), found: 'ab'.repeat(32), matches: true })),
    differences: [],
    differing: 0,
    requestedBy: 'key:one',
    error: null,
    traceId: null,
    createdAt: at,
    startedAt: at,
    endedAt: at,
    ...changes,
  }
}
