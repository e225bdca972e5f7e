import type { SystemStatus, Work } from '@tars/contracts'

const bytesPerMebibyte = 1024 ** 2
/** Below this the database may have no room for its next write. */
const freeBytesMin = 64 * bytesPerMebibyte

/** What is wrong with a platform, in words, the gravest first; nothing when all is well. Without `work` the API is away. */
export function findFaults(status: SystemStatus, work: Work | undefined): string[] {
  const { services, database, migrations } = status
  const problems = database.state === 'ready' ? [] : [`the database is ${database.state}`]
  for (const { name, state } of services) if (state !== 'ready') problems.push(`${name} is ${state}`)
  const { freeBytes } = database
  if (freeBytes !== null && freeBytes < freeBytesMin)
    problems.push(`the disk is full (${Math.floor(freeBytes / bytesPerMebibyte)} MiB free)`)
  if (migrations.pending > 0) problems.push(`${countOf(migrations.pending, 'migration')} pending`)
  if (work === undefined) problems.push('the API does not answer')
  else if (work.deadLetters > 0) problems.push(`${countOf(work.deadLetters, 'event')} given up`)
  return problems
}

function countOf(count: number, thing: string): string {
  return count === 1 ? `1 ${thing} is` : `${count} ${thing}s are`
}
