import type { ServiceStatus, SystemStatus } from './system.ts'
import type { Work } from './work.ts'

const bytesPerMebibyte = 1024 ** 2
/** Below this the database may have no room for its next write. */
const freeBytesMin = 64 * bytesPerMebibyte

const stateWords: Readonly<Record<ServiceStatus['state'], string>> = {
  starting: 'is starting',
  ready: 'is ready',
  unready: 'is not ready',
  restarting: 'is restarting',
  stopping: 'is stopping',
  stopped: 'is stopped',
  failed: 'has failed',
}

/** One thing that is wrong with a platform. */
export type PlatformFault =
  | { kind: 'database'; state: SystemStatus['database']['state'] }
  | { kind: 'service'; name: string; state: ServiceStatus['state'] }
  | { kind: 'disk'; freeBytes: number }
  | { kind: 'migrations'; pending: number }
  | { kind: 'api' }
  | { kind: 'dead-letters'; count: number }

/** What is wrong with a platform, the gravest first; nothing when all is well. Without `work` the API is away. */
export function findFaults(status: SystemStatus, work: Work | undefined): PlatformFault[] {
  const { services, database, migrations } = status
  const faults: PlatformFault[] = []
  if (database.state !== 'ready') faults.push({ kind: 'database', state: database.state })
  for (const { name, state } of services) if (state !== 'ready') faults.push({ kind: 'service', name, state })
  const { freeBytes } = database
  if (freeBytes !== null && freeBytes < freeBytesMin) faults.push({ kind: 'disk', freeBytes })
  if (migrations.pending > 0) faults.push({ kind: 'migrations', pending: migrations.pending })
  if (work === undefined) faults.push({ kind: 'api' })
  else if (work.deadLetters > 0) faults.push({ kind: 'dead-letters', count: work.deadLetters })
  return faults
}

/** A fault in words, as every page and every command tells it: `ppo-agent is restarting`. */
export function describeFault(fault: PlatformFault): string {
  switch (fault.kind) {
    case 'database':
      return `the database ${stateWords[fault.state]}`
    case 'service':
      return `${fault.name} ${stateWords[fault.state]}`
    case 'disk':
      return `the disk is full (${Math.floor(fault.freeBytes / bytesPerMebibyte)} MiB free)`
    case 'migrations':
      return `${fault.pending} ${fault.pending === 1 ? 'migration is' : 'migrations are'} pending`
    case 'api':
      return 'the API does not answer'
    case 'dead-letters':
      return `${fault.count} ${fault.count === 1 ? 'event was' : 'events were'} given up in the last 24 h`
  }
}
