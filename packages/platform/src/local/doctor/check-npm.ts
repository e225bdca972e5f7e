import { type Check, outcomesOf } from './check.ts'
import { majorOf } from './tool-version.ts'

const majorMin = 10
const { ok, warning } = outcomesOf('npm', 'npm')

/** Whether there is an npm that the next installation can use, from its version (undefined: none on the search path). */
export function checkNpm(version: string | undefined): Check {
  if (version !== undefined && majorOf(version) >= majorMin) return ok(version)
  const found = version === undefined ? 'npm is not on the PATH' : `npm on the PATH is ${version}`
  return warning({
    found,
    why: `The next installation, for example after an update, needs npm ${majorMin} or newer.`,
    mend:
      version === undefined
        ? 'Install Node.js, with which it comes, from https://nodejs.org; see `npm --version`.'
        : 'Renew it: `npm install --global npm@11`.',
  })
}
