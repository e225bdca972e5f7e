import { z } from 'zod'
import type { Route } from '../route.ts'
import { logLineSchema, logQuery } from '../service-log.ts'
import { migrationSchema, systemStatusSchema } from '../system.ts'
import { workSchema } from '../work.ts'

/** Routes of the platform itself. */
export const systemRoutes = {
  'system.read': {
    method: 'GET',
    path: '/system',
    access: 'read',
    summary: 'Services, database and migrations at a glance',
    status: 200,
    response: systemStatusSchema,
  },
  'system.work': {
    method: 'GET',
    path: '/system/work',
    access: 'read',
    summary: 'The work that waits and runs, and what was given up',
    status: 200,
    response: workSchema,
  },
  'system.migrations': {
    method: 'GET',
    path: '/system/migrations',
    access: 'read',
    summary: 'The migrations of the database, oldest first',
    status: 200,
    response: z.object({ items: z.array(migrationSchema) }),
  },
  'system.logs': {
    method: 'GET',
    path: '/system/logs',
    access: 'operate',
    summary: 'The latest log lines of the services, oldest first',
    status: 200,
    query: logQuery,
    response: z.object({ items: z.array(logLineSchema) }),
  },
} as const satisfies Record<string, Route>
