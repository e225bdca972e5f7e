import { cartPole } from './cart-pole.ts'
import type { EnvironmentModel } from './environment.ts'

const environments: readonly EnvironmentModel[] = [cartPole]

/** Every environment that T.A.R.S. brings along, in the order to show them. */
export function listEnvironments(): readonly EnvironmentModel[] {
  return environments
}

/** The environment with this id, or undefined when there is none. */
export function findEnvironment(id: string): EnvironmentModel | undefined {
  return environments.find((environment) => environment.description.id === id)
}
