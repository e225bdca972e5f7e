import { type ServiceStatus, serviceNames } from '@tars/contracts'
import type { PlatformView } from './platform-view.ts'
import { waitUntil } from './wait-until.ts'

/** What can be killed: one of the five services, the database server, or the supervisor of them all. */
export const victims = [...serviceNames, 'postgres', 'supervisor'] as const

/** What can be killed. */
export type Victim = (typeof victims)[number]

const patienceMs = 60_000

/**
 * The pid of a victim, as soon as it is up and is none of those that were killed before: a supervisor takes a moment to notice.
 *
 * @throws {Error} when it is not up within a minute.
 */
export async function waitForPid(
  view: PlatformView,
  victim: Victim,
  killed: ReadonlySet<number> = new Set(),
): Promise<number> {
  let pid: number | null = null
  await waitUntil(async () => {
    const { services, database, pid: supervisor } = await view.status()
    const service = services.find(({ name }) => name === victim)
    pid = victim === 'supervisor' ? supervisor : (service ?? database).pid
    // A service that only lacks the database is up; a server that does not answer yet is not.
    const isUp = victim === 'postgres' ? database.state === 'ready' : isRunning(service)
    return isUp && pid !== null && !killed.has(pid)
  }, patienceMs)
  return pid!
}

/** Whether a service does its work, or would; the supervisor, which is none of them, does while it answers. */
function isRunning(service: ServiceStatus | undefined): boolean {
  return service === undefined || service.state === 'ready' || service.state === 'unready'
}
