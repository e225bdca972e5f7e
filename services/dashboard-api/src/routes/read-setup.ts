import { countAdministrators, type Sql } from '@tars/database'

/** Whether the first administrator is still to be made. */
export async function readSetup(uses: { database: Sql }) {
  return { needed: (await countAdministrators(uses.database)) === 0 }
}
