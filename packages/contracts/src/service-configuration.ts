import { z } from 'zod'

/** The variables that every service understands. */
export const serviceConfiguration = {
  TARS_HOST: z.string().default('127.0.0.1').describe('address to listen on'),
  TARS_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(0)
    .describe('port to listen on; 0 takes a free one'),
  TARS_VERSION: z.string().default('0.1.0').describe('version that the service reports'),
  TARS_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,32}$/)
    .default('local')
    .describe('region that its rows are marked with'),
  TARS_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('least severe line that is written'),
  TARS_TRACE_DIRECTORY: z
    .string()
    .optional()
    .describe('folder of the local trace store; none: spans are not kept'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional().describe('collector that receives spans over OTLP/HTTP'),
} as const

/** The variable of the services that use the database. */
export const databaseConfiguration = {
  TARS_DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgresql://')
    .describe('PostgreSQL 16 or newer'),
  TARS_DATABASE_CONNECTIONS: z.coerce
    .number()
    .int()
    .min(2)
    .max(50)
    .default(5)
    .describe('most connections of the pool'),
} as const
