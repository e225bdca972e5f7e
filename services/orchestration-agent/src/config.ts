import { databaseConfiguration, serviceConfiguration } from '@tars/contracts'
import { z } from 'zod'

/** The configuration of orchestration-agent. */
export const configSchema = z.object({
  ...serviceConfiguration,
  ...databaseConfiguration,
  TARS_SWEEP_SECONDS: z.coerce
    .number()
    .min(0.1)
    .max(3_600)
    .default(5)
    .describe('pause between two looks for leases that ran out and events that may be forgotten'),
})

/** The configuration of orchestration-agent. */
export type Config = Readonly<z.infer<typeof configSchema>>
