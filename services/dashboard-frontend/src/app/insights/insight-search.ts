import { insightKindSchema, insightSeveritySchema, nameSchema } from '@tars/contracts'
import type { z } from 'zod'

/** The filter of the insights, as their address keeps it; what is undefined does not filter. */
export interface InsightSearch {
  severity?: z.infer<typeof insightSeveritySchema> | undefined
  kind?: z.infer<typeof insightKindSchema> | undefined
  /** Name of an agent. */
  agent?: string | undefined
}

/** Reads the address of the insights; what it cannot hold is undefined. */
export function readInsightSearch(search: Record<string, unknown>): InsightSearch {
  return {
    severity: insightSeveritySchema.safeParse(search.severity).data,
    kind: insightKindSchema.safeParse(search.kind).data,
    agent: nameSchema.safeParse(search.agent).data,
  }
}
