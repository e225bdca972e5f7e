import type { SystemStatus, Work } from '@tars/contracts'
import { type Check, outcomesOf } from './check.ts'
import { toShellWord } from './shell-word.ts'

const { ok, warning, broken } = outcomesOf('platform', 'platform')

/** The platform of a data directory, asked. */
export type PlatformFacts =
  | { readonly kind: 'away' }
  | { readonly kind: 'silent'; readonly pid: number; readonly url: string; readonly data: string }
  | {
      readonly kind: 'answered'
      readonly status: SystemStatus
      /** Undefined where the API could not be asked. */
      readonly work: Pick<Work, 'deadLetters'> | undefined
    }

/** Whether the platform that runs on a data directory is well; one that does not run is. */
export function checkPlatform(facts: PlatformFacts): Check {
  if (facts.kind === 'away') return ok('does not run; `./tars up` starts it')
  if (facts.kind === 'silent') {
    return broken({
      found: `the supervisor (pid ${facts.pid}) of ${facts.url} does not answer`,
      why: 'Nobody restarts what dies, and nobody can stop the platform in order.',
      mend: `End it and start again, nothing is lost: \`kill -9 ${facts.pid}; ./tars up --data ${toShellWord(facts.data)}\`.`,
    })
  }
  const { status, work } = facts
  const data = `--data ${toShellWord(status.data)}`
  const unwell = listUnwell(status)
  if (unwell.length > 0) {
    return broken({
      found: `runs at ${status.url}, but ${unwell.join(', ')}`,
      why: 'Part of the work waits until all are ready.',
      mend: `See why: \`./tars logs --level warn ${data}\`; when it does not pass, start again: \`./tars down ${data} && ./tars up ${data}\`.`,
    })
  }
  const deadLetters = work?.deadLetters ?? 0
  if (deadLetters > 0) {
    return warning({
      found: `runs at ${status.url}, all ready; ${deadLetters} ${deadLetters === 1 ? 'event was' : 'events were'} given up`,
      why: 'A consumer failed on each of them five times, so what it was to do has not happened.',
      mend: `See the reasons: \`./tars logs --level error ${data}\`.`,
    })
  }
  return ok(`runs at ${status.url}: ${status.services.length} services and the database are ready`)
}

function listUnwell({ services, database, migrations }: SystemStatus): string[] {
  return [
    ...services.filter(({ state }) => state !== 'ready').map(({ name, state }) => `${name} is ${state}`),
    ...(database.state === 'ready' ? [] : [`the database is ${database.state}`]),
    ...(migrations.pending === 0 ? [] : [`${migrations.pending} migrations are pending`]),
  ]
}
