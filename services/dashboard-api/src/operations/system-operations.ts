import { listMigrations } from '../routes/list-migrations.ts'
import { readLogs } from '../routes/read-logs.ts'
import { readSystem } from '../routes/read-system.ts'
import { readWork } from '../routes/read-work.ts'
import type { OperationsOf } from './operations-of.ts'

/** What the operations of the platform itself use. */
export type SystemUses = Parameters<typeof readSystem>[0] & Parameters<typeof readWork>[0]

/** The operations of the platform itself. */
export function createSystemOperations(uses: SystemUses): OperationsOf<'system'> {
  return {
    'system.read': () => readSystem(uses),
    'system.work': () => readWork(uses),
    'system.migrations': () => listMigrations(uses),
    'system.logs': (call) => readLogs(uses, call),
  }
}
