import { serviceConfiguration } from '@tars/contracts'
import { z } from 'zod'

/** The variables of the dashboard-frontend. */
export const configSchema = z.object({
  ...serviceConfiguration,
  TARS_ASSETS_DIRECTORY: z.string().min(1).describe('folder of the built pages, with index.html in it'),
})

/** The configuration of the dashboard-frontend. */
export type Config = z.infer<typeof configSchema>
