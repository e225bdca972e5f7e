import type { ServiceStatus } from '@tars/contracts'
import { readMemoryBytes } from './process-memory.ts'
import type { SupervisedService } from './supervised-service.ts'

/** The status of a service, its memory measured now. */
export async function readServiceStatus(service: SupervisedService, version: string): Promise<ServiceStatus> {
  const { startedAt, pid, ...status } = service.status()
  return {
    name: service.name,
    ...status,
    pid,
    version,
    memoryBytes: pid === null ? null : await readMemoryBytes(pid),
    startedAt: startedAt?.toISOString() ?? null,
  }
}
