import { databaseConfiguration, serviceConfiguration } from '@tars/contracts'
import { z } from 'zod'

/** The configuration of insight-engine. */
export const configSchema = z.object({ ...serviceConfiguration, ...databaseConfiguration })

/** The configuration of insight-engine. */
export type Config = Readonly<z.infer<typeof configSchema>>
