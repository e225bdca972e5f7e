import { z } from 'zod'
import { queryInteger } from './id.ts'
import { serviceNames } from './system.ts'

/** The levels of a log line, from the least to the most severe. */
export const logLevelSchema = z.enum(['debug', 'info', 'warn', 'error', 'fatal'])

/** The level of a log line. */
export type LogLevel = z.infer<typeof logLevelSchema>

/** The levels of a line in a service's log file, from the least to the most severe; only `trace` is finer than what the API tells apart. */
export const writtenLevels = ['trace', ...logLevelSchema.options] as const

/** The level of a line in a service's log file. */
export type WrittenLevel = (typeof writtenLevels)[number]

/** The most lines that one request may ask for. */
export const logLinesMax = 500

/** Which log lines to read: the latest of one service or of all, at a level or above. */
export const logQuery = z.strictObject({
  service: z.enum(serviceNames).optional(),
  level: logLevelSchema.optional(),
  lines: queryInteger(1, logLinesMax).optional().describe('default 200'),
})

/** One line of a service's log; secrets are redacted where it is written. */
export const logLineSchema = z.object({
  at: z.string(),
  service: z.string(),
  level: logLevelSchema,
  message: z.string(),
  traceId: z.string().nullable(),
  facts: z.record(z.string(), z.unknown()),
})

/** One line of a service's log. */
export type LogLine = z.infer<typeof logLineSchema>
