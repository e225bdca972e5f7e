import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { TarsError } from '@tars/contracts'

/** One migration as its file says it. */
export interface Migration {
  /** File name without `.sql`; the number in front gives the order. */
  name: string
  /** `transactional`: all of it in one transaction. `online`: its steps one by one, outside any transaction. */
  mode: 'transactional' | 'online'
  /** The statements: one entry in transactional mode, one for each `-- step` in online mode. */
  steps: string[]
  /** SHA-256 of the file, lower-case hexadecimal. */
  checksum: string
}

/** Where the migrations of this version are. */
export const packagedMigrations = new URL('../migrations/', import.meta.url)

const fileName = /^\d{4}-[a-z0-9-]+\.sql$/
const requiredHeaders = ['mode', 'lock', 'undo'] as const

/** The migrations that belong to this version, in order. */
export async function readMigrations(directory: URL): Promise<Migration[]> {
  const files = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    files.map(async (name) => parseMigration(name, await readFile(new URL(name, directory), 'utf8'))),
  )
}

/**
 * Reads one migration file, which opens with the headers `-- mode:`, `-- lock:` (what it locks) and `-- undo:` (how it is undone).
 *
 * @throws {TarsError} MIGRATION_FAILED when the name or a header is not as it must be.
 */
export function parseMigration(file: string, text: string): Migration {
  if (!fileName.test(file)) throw refuse(file, 'its name must look like 0001-what-it-does.sql')
  const headers = new Map(
    [...text.matchAll(/^-- (mode|lock|undo): (.+)$/gm)].map(([, key, value]) => [key, value]),
  )
  const missing = requiredHeaders.filter((header) => !headers.has(header))
  if (missing.length > 0) throw refuse(file, `it lacks the header ${missing.join(', ')}`)
  const mode = headers.get('mode')
  if (mode !== 'transactional' && mode !== 'online')
    throw refuse(file, 'its mode must be transactional or online')
  const steps = mode === 'online' ? text.split(/^-- step$/m).slice(1) : [text]
  if (steps.length === 0) throw refuse(file, 'an online migration marks each statement with a line "-- step"')
  const checksum = createHash('sha256').update(text).digest('hex')
  return { name: file.slice(0, -'.sql'.length), mode, steps, checksum }
}

function refuse(file: string, why: string): TarsError {
  return new TarsError('MIGRATION_FAILED', `The migration ${file} cannot be used: ${why}.`, { file })
}
