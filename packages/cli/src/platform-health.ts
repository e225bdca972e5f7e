import type { SystemStatus, Work } from '@tars/contracts'

/** What is wrong with a platform, in words, the gravest first; nothing when all is well. Without `work` the API is away. */
export function findFaults(status: SystemStatus, work: Work | undefined): string[] {
  const { services, database, migrations } = status
  const problems = database.state === 'ready' ? [] : [`the database is ${database.state}`]
  for (const { name, state } of services) if (state !== 'ready') problems.push(`${name} is ${state}`)
  if (migrations.pending > 0) problems.push(`${countOf(migrations.pending, 'migration')} pending`)
  if (work === undefined) problems.push('the API does not answer')
  else if (work.deadLetters > 0) problems.push(`${countOf(work.deadLetters, 'event')} given up`)
  return problems
}

function countOf(count: number, thing: string): string {
  return count === 1 ? `1 ${thing} is` : `${count} ${thing}s are`
}
