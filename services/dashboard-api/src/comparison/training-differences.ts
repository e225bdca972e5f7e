import type { Id, PolicyComparison, Training } from '@tars/contracts'

/** What a training was asked for, as far as it can decide what comes of it. */
export type TrainingPlan = Pick<Training, 'preset' | 'seed' | 'steps' | 'configuration'>

/**
 * What differs between the trainings of policies, name by name, with the value of each policy; what all have in common is
 * left out.
 */
export function listTrainingDifferences(
  plans: ReadonlyMap<Id, TrainingPlan>,
): PolicyComparison['configuration'] {
  const settings = [...plans].map(
    ([id, { preset, seed, steps, configuration }]) =>
      [id, { preset, seed, steps, ...configuration } as Record<string, unknown>] as const,
  )
  const names = new Set(settings.flatMap(([, values]) => Object.keys(values)))
  return [...names]
    .filter((name) => new Set(settings.map(([, values]) => JSON.stringify(values[name]))).size > 1)
    .map((name) => ({
      name,
      values: Object.fromEntries(settings.map(([id, values]) => [id, values[name] ?? null])),
    }))
}
