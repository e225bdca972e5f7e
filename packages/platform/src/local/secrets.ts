import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { TarsError } from '@tars/contracts'
import { writePrivateFile } from './private-file.ts'

const names = ['databasePassword', 'keyPepper', 'cursorSecret'] as const

/** The secrets of an installation. */
export type Secrets = Readonly<Record<(typeof names)[number], string>>

const pathIn = (data: string) => join(data, 'secrets.json')

/**
 * Whether a folder is a data directory of T.A.R.S.: one that holds the secrets of an installation.
 *
 * @throws {TarsError} DATA_DIRECTORY_UNSUITABLE when that may not be read.
 */
export async function holdsSecrets(data: string): Promise<boolean> {
  return parseSecrets((await readIfThere(pathIn(data))) ?? '') !== undefined
}

/**
 * The secrets of a data directory, made on first use with 256 random bits each and kept in `secrets.json` (mode 0600).
 *
 * @throws {TarsError} DATA_DIRECTORY_UNSUITABLE when the file is there but not usable.
 */
export async function openSecrets(data: string): Promise<Secrets> {
  const kept = await readSecrets(data)
  if (kept) return kept
  const secrets = Object.fromEntries(names.map((name) => [name, randomBytes(32).toString('base64url')]))
  await writePrivateFile(pathIn(data), `${JSON.stringify(secrets, null, 2)}\n`)
  return secrets as Secrets
}

/**
 * The secrets of a data directory as they lie there; undefined when there are none yet.
 *
 * @throws {TarsError} DATA_DIRECTORY_UNSUITABLE when the file is there but not usable.
 */
export async function readSecrets(data: string): Promise<Secrets | undefined> {
  const path = pathIn(data)
  const text = await readIfThere(path)
  if (text === undefined) return undefined
  const secrets = parseSecrets(text)
  if (secrets) return secrets
  throw new TarsError(
    'DATA_DIRECTORY_UNSUITABLE',
    `${path} does not hold ${names.join(', ')}. Restore it from a backup: without it the database cannot be opened.`,
    { path },
  )
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new TarsError(
      'DATA_DIRECTORY_UNSUITABLE',
      `${path} cannot be read: ${(error as Error).message}.`,
      { path },
      error,
    )
  }
}

function parseSecrets(text: string): Secrets | undefined {
  try {
    const found = JSON.parse(text) as Record<string, unknown>
    return names.every((name) => typeof found[name] === 'string' && found[name] !== '')
      ? (found as Secrets)
      : undefined
  } catch {
    return undefined
  }
}
