import { z } from 'zod'

/**
 * An identifier: a UUID version 7 in lower-case text, so that ids sort by the time they were made. Capitals are made small, because
 * ids are compared as texts and name channels.
 */
export const idSchema = z.uuid().toLowerCase().describe('UUID, version 7')

/** An identifier: a UUID version 7 in lower-case text. */
export type Id = z.infer<typeof idSchema>

/** A moment: ISO 8601 in UTC with milliseconds, for example `2026-01-31T12:00:00.000Z`. */
export const instantSchema = z.iso.datetime({ precision: 3 }).describe('ISO 8601, UTC')

/** A name that people give to a thing: 1–64 letters, digits, dots, dashes and underscores. */
export const nameSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be 1–64 letters, digits, dots, dashes or underscores')

/** A seed: a whole number from 0 to 2^53 − 1, so that JSON carries it exactly. */
export const seedSchema = z.int().min(0).max(Number.MAX_SAFE_INTEGER).describe('seed, 0 … 2^53 − 1')

/** An integer in a query string: digits only, parsed and bounded. */
export function queryInteger(minimum: number, maximum: number) {
  return z
    .string()
    .regex(/^\d{1,10}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(minimum).max(maximum))
}

/** A yes or no in a query string. */
export const queryBoolean = z.enum(['true', 'false']).transform((text) => text === 'true')

/** The pattern of an identifier within a longer text. */
export const idPattern = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'

/** Several ids in a query string, separated by commas: 1 to `most`. */
export function idsQuery(most: number) {
  return z
    .string()
    .toLowerCase()
    .regex(
      new RegExp(`^${idPattern}(,${idPattern}){0,${most - 1}}$`),
      `must be 1–${most} ids, separated by commas`,
    )
    .describe('ids, separated by commas')
    .transform((text) => text.split(','))
}
