import { z } from 'zod'
import { instantSchema } from './id.ts'

/** The five services, in the order in which they start. */
export const serviceNames = [
  'dashboard-api',
  'orchestration-agent',
  'ppo-agent',
  'insight-engine',
  'dashboard-frontend',
] as const

/** The name of one of the five services. */
export type ServiceName = (typeof serviceNames)[number]

/** The state of a supervised service. */
export const serviceStateSchema = z.enum([
  'starting',
  'ready',
  'unready',
  'restarting',
  'stopping',
  'stopped',
  'failed',
])

/** One service as its supervisor sees it. */
export const serviceStatusSchema = z.object({
  name: z.string(),
  state: serviceStateSchema,
  pid: z.int().nullable(),
  version: z.string(),
  port: z.int().nullable(),
  restarts: z.int(),
  memoryBytes: z.int().nullable().describe('resident memory'),
  startedAt: instantSchema.nullable(),
})

/** One service as its supervisor sees it. */
export type ServiceStatus = z.infer<typeof serviceStatusSchema>

/** The database as its supervisor sees it. */
export const databaseStatusSchema = z.object({
  kind: z.enum(['embedded', 'external']),
  state: z.enum(['ready', 'unready']),
  version: z.string().nullable(),
  directory: z.string().nullable().describe('where the embedded server keeps its files'),
  pid: z.int().nullable(),
  port: z.int().nullable(),
  freeBytes: z
    .number()
    .nullable()
    .describe('room on the disk of the embedded server; null where it cannot be seen'),
})

/** Which migrations are applied. */
export const migrationStatusSchema = z.object({
  applied: z.int(),
  pending: z.int(),
  latest: z.string().nullable(),
})

/** The whole platform at a glance. */
export const systemStatusSchema = z.object({
  version: z.string(),
  url: z.string(),
  data: z.string(),
  pid: z.int().describe('of the supervisor'),
  startedAt: instantSchema,
  services: z.array(serviceStatusSchema),
  database: databaseStatusSchema,
  migrations: migrationStatusSchema,
})

/** The whole platform at a glance. */
export type SystemStatus = z.infer<typeof systemStatusSchema>

/** One migration of the database. */
export const migrationSchema = z.object({
  name: z.string(),
  mode: z.string().describe('transactional, online or backfill'),
  appliedAt: instantSchema.nullable().describe('null while it is pending'),
  durationMs: z.number().nullable(),
})

/** One migration of the database. */
export type MigrationEntry = z.infer<typeof migrationSchema>
