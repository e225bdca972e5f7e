import { z } from 'zod'
import { instantSchema } from './id.ts'

const count = z.object({ queued: z.int(), running: z.int() })

/** The work that waits and runs, and what was given up. */
export const workSchema = z.object({
  trainings: count,
  runs: count,
  verifications: count,
  oldestQueuedAt: instantSchema.nullable().describe('since when the oldest of the waiting work waits'),
  outboxRows: z.int().describe('events that are not relayed yet'),
  deadLetters: z.int().describe('events that a consumer gave up within the last 24 hours'),
  at: instantSchema,
})

/** The work that waits and runs, and what was given up. */
export type Work = z.infer<typeof workSchema>
