import { databaseConfiguration, serviceConfiguration } from '@tars/contracts'
import { z } from 'zod'

const secret = z.string().min(16).max(512)

/** The environment variables of the dashboard's API. */
export const configSchema = z.object({
  ...serviceConfiguration,
  ...databaseConfiguration,
  TARS_KEY_PEPPER: secret.describe('secret with which API keys are hashed'),
  TARS_CURSOR_SECRET: secret.describe('secret with which the cursors of lists are signed'),
  TARS_PUBLIC_URL: z
    .url()
    .describe('origin under which people reach the platform, for links and Origin checks'),
  TARS_CONTROL_URL: z.url().optional().describe("the supervisor's control address; none: no system status"),
  TARS_CONTROL_TOKEN: z.string().min(1).optional().describe("the supervisor's control token"),
})

/** The configuration of the dashboard's API. */
export type Config = Readonly<z.infer<typeof configSchema>>
