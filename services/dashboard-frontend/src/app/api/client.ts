import { createClient } from '@tars/contracts'

/** The typed caller of the platform that served this page; the session cookie says who calls. */
export const client = createClient({ fetch: (...given) => fetch(...given), url: '' })
