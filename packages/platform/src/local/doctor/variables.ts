import { listRefusedSettings } from '../refused-settings.ts'
import { serviceSettings } from '../service-environment.ts'

/** The variables of a caller that begin with `TARS_`. */
export interface VariableFacts {
  /** Names of those that are known and allowed. */
  readonly given: readonly string[]
  /** Those whose value is refused, and why. */
  readonly problems: readonly { readonly name: string; readonly message: string }[]
  /** Those that nothing reads, with the known name that is most like each. */
  readonly unknown: readonly { readonly name: string; readonly nearest: string | undefined }[]
}

type Environment = Readonly<Record<string, string | undefined>>

/** Variables that a person may set: for the services, and for the command line itself. */
const known = [
  ...serviceSettings,
  'TARS_API_KEY',
  'TARS_DATABASE_URL',
  'TARS_INSTALL_SECONDS',
  'TARS_PUBLIC_URL',
  'TARS_URL',
]

const typingErrorsMax = 3

/**
 * Holds a caller's variables against the configuration schemas of the services, which are read where the services lie.
 * TARS_DATABASE_URL is asked itself, by a check of its own.
 */
export async function readVariables(root: string, environment: Environment): Promise<VariableFacts> {
  const names = Object.keys(environment)
    .filter((name) => name.startsWith('TARS_') && environment[name] !== '')
    .sort()
  const problems = await listRefusedSettings(root, environment)
  const unknown = names.filter((name) => !known.includes(name))
  return {
    given: names.filter((name) => known.includes(name) && name !== 'TARS_INSTALL_SECONDS'),
    problems,
    unknown: unknown.map((name) => ({ name, nearest: findNearest(name) })),
  }
}

function findNearest(name: string): string | undefined {
  const [nearest] = known
    .map((candidate) => ({ candidate, distance: countTypingErrors(name, candidate) }))
    .filter(({ distance }) => distance <= typingErrorsMax)
    .sort((a, b) => a.distance - b.distance)
  return nearest?.candidate
}

/** How many characters have to be put in, taken out or replaced. @source Levenshtein 1966; Wagner and Fischer 1974 */
function countTypingErrors(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const replaced = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return row[to.length]!
}
