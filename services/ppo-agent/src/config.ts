import { databaseConfiguration, serviceConfiguration } from '@tars/contracts'
import { z } from 'zod'

/** The configuration of ppo-agent. */
export const configSchema = z.object({
  ...serviceConfiguration,
  ...databaseConfiguration,
  TARS_TRAINERS_MAX: z.coerce
    .number()
    .int()
    .min(0)
    .max(64)
    .default(1)
    .describe('trainings at once, each in a worker thread of its own'),
  TARS_PLAYERS_MAX: z.coerce
    .number()
    .int()
    .min(0)
    .max(64)
    .default(1)
    .describe('runs of evaluations played at once'),
  TARS_LEASE_SECONDS: z.coerce
    .number()
    .min(1)
    .max(600)
    .default(15)
    .describe('how long claimed work waits for a worker that is silent'),
  TARS_INSTANCE: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe(
      'name that this process alone bears, also after a restart: what it holds is freed when it starts',
    ),
  TARS_CHECKPOINT_SECONDS: z.coerce
    .number()
    .min(0.1)
    .max(3_600)
    .default(5)
    .describe('training time between two checkpoints'),
})

/** The configuration of ppo-agent. */
export type Config = Readonly<z.infer<typeof configSchema>>
