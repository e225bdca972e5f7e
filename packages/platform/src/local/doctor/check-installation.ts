import { type Check, outcomesOf } from './check.ts'
import type { Installation } from './installation.ts'

const namedMax = 3
const { ok, broken } = outcomesOf('installation', 'installation')

/** Whether what npm installed is what package-lock.json asks for. */
export function checkInstallation({ folder, packages, missing, differing }: Installation): Check {
  if (missing.length + differing.length === 0) return ok(`${packages} packages in ${folder}, as locked`)
  const parts = [
    ...(missing.length > 0 ? [`${missing.length} missing (${nameSome(missing)})`] : []),
    ...(differing.length > 0 ? [`${differing.length} of another version (${nameSome(differing)})`] : []),
  ]
  return broken({
    found: `Of ${packages} packages in ${folder}: ${parts.join(', ')}`,
    why: 'T.A.R.S. was tested with the locked packages; with others it may not start or behave differently.',
    mend: 'Install anew, in the folder of T.A.R.S.: `npm ci --include=dev`.',
  })
}

function nameSome(names: readonly string[]): string {
  const rest = names.length > namedMax ? ' …' : ''
  return `${names.slice(0, namedMax).join(', ')}${rest}`
}
