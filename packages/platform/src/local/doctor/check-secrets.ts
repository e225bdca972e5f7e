import { join } from 'node:path'
import { TarsError } from '@tars/contracts'
import { readSecrets } from '../secrets.ts'
import { type Check, outcomesOf } from './check.ts'
import { toShellWord } from './shell-word.ts'

const { ok, broken } = outcomesOf('secrets', 'secrets')

/** The file with the secrets of a data directory, read as a start reads it. */
export interface SecretsFacts {
  readonly path: string
  readonly isThere: boolean
  /** Why a start would refuse it; undefined: it can be used, or is not there. */
  readonly refusal: string | undefined
}

/** Reads the secrets of a data directory without making any. */
export async function readSecretsFacts(data: string): Promise<SecretsFacts> {
  const path = join(data, 'secrets.json')
  try {
    return { path, isThere: (await readSecrets(data)) !== undefined, refusal: undefined }
  } catch (error) {
    if (!(error instanceof TarsError)) throw error
    return { path, isThere: true, refusal: error.message }
  }
}

/** Whether the secrets can be used; they are never shown. A database whose secrets are missing is told by its own check. */
export function checkSecrets({ path, isThere, refusal }: SecretsFacts): Check {
  if (!isThere) return ok(`${path} is not there; a start makes it`)
  if (refusal === undefined) return ok(`${path} can be used`)
  return broken({
    found: refusal.split('. ', 1)[0]!,
    why: 'It holds the password of the embedded database, and what API keys are checked with; nothing starts without it.',
    mend: `Make it readable to the user who starts T.A.R.S. (\`chown "$USER" ${toShellWord(path)}\`, as root), restore it from a backup, or choose another directory to begin anew: \`./tars up --data DIR\`.`,
  })
}
