import type { CallInput } from '@tars/contracts'

/** What the form that starts a training holds; empty numbers are left to the preset. */
export interface TrainingForm {
  environment: string
  preset: string | null
  seed: number | string
  steps: number | string
  agent: string
  evaluate: boolean
}

/** How many episodes a policy is evaluated over when the form asks for it. */
export const evaluateEpisodes = 100

/** The request that a filled form stands for; what was left empty is left out. */
export function trainingRequestOf(form: TrainingForm): CallInput<'trainings.create'>['body'] {
  const agent = form.agent.trim()
  return {
    environment: form.environment,
    ...(form.preset === null ? {} : { preset: form.preset }),
    ...(form.seed === '' ? {} : { seed: Number(form.seed) }),
    ...(form.steps === '' ? {} : { steps: Number(form.steps) }),
    ...(agent === '' ? {} : { agent }),
    ...(form.evaluate ? { evaluate: evaluateEpisodes } : {}),
  }
}
