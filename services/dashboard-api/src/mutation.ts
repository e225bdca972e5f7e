import type { Database } from '@tars/database'
import type { EventOrigin } from '@tars/events'

/** What every change of the domain needs: the database, and where its events come from. */
export interface MutationUses {
  database: Database
  /** The region of this service, and the trace of the request at hand. */
  origin(): EventOrigin & { traceparent: string | null }
}
