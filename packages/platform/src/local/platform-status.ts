import { setTimeout as delay } from 'node:timers/promises'
import type { SystemStatus } from '@tars/contracts'
import { readMigrationStatus } from '@tars/database'
import type { PlatformDatabase } from './platform-database.ts'
import type { PlatformServices } from './platform-services.ts'

const answerMs = 2_000

/** What a status is read from. */
export interface StatusSources {
  /** What never changes while the platform runs. */
  readonly facts: Pick<SystemStatus, 'version' | 'url' | 'data' | 'pid' | 'startedAt'>
  readonly database: PlatformDatabase
  readonly services: PlatformServices
}

/** A reader of the whole status. It answers while the database is away, too: migrations are then as they were last. */
export function createStatusReader({
  facts,
  database,
  services,
}: StatusSources): () => Promise<SystemStatus> {
  let migrations: SystemStatus['migrations'] = { applied: 0, pending: 0, latest: null }

  async function refreshMigrations(): Promise<void> {
    const reading = readMigrationStatus(database.database).catch(() => migrations)
    migrations = await Promise.race([reading, delay(answerMs, migrations, { ref: false })])
  }

  return async () => {
    const [serviceStatus, databaseStatus] = await Promise.all([
      services.readStatus(),
      database.readStatus(),
      refreshMigrations(),
    ])
    return { ...facts, services: serviceStatus, database: databaseStatus, migrations }
  }
}
