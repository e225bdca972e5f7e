import { listMigrations as readMigrations, type Sql } from '@tars/database'

/** The migrations of the database and those that it lacks, oldest first. */
export async function listMigrations({ database }: { database: Sql }) {
  return { items: await readMigrations(database) }
}
