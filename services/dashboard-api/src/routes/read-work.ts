import { readWork as findWork, type Sql } from '@tars/database'

/** The work that waits and runs, and what was given up. */
export function readWork({ database }: { database: Sql }) {
  return findWork(database)
}
