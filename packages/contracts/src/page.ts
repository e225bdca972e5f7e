import { z } from 'zod'
import { idSchema, queryInteger } from './id.ts'

/** The most entries one page of a list can hold. */
export const pageLimitMax = 200

/** The query parameters of every list: how many entries, and where the page begins. */
export const pageQuery = {
  limit: queryInteger(1, pageLimitMax).optional().describe('entries in the page, default 50'),
  cursor: z.string().max(512).optional().describe('`nextCursor` of the page before'),
}

/** A page of a list: its entries, newest first, and the cursor of the next page (null at the end). */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}

/** The path parameter of one thing. */
export const byId = z.strictObject({ id: idSchema })

/** The filters that lists share; all of them must hold. */
export const listFilter = {
  agent: z.string().max(64).optional().describe('exact name'),
  environment: z.string().max(100).optional().describe('exact id'),
  search: z
    .string()
    .trim()
    .min(1)
    .max(64)
    .optional()
    .describe('part of the name of agent or environment, or the beginning of an id; case does not matter'),
}
