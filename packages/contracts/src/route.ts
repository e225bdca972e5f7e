import type { z } from 'zod'
import type { Permission } from './permission.ts'

/** What a caller needs for a route: a permission, any identity, or nothing. */
export type RouteAccess = Permission | 'identified' | 'public'

/** One route: method and path below `/api/v1`, who may call it, and the shapes that go in and come out. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Path with `{name}` for parameters, below `/api/v1`. */
  readonly path: string
  readonly access: RouteAccess
  readonly summary: string
  readonly status: 200 | 201 | 204
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** Absent: no content; `bytes`: an octet stream. */
  readonly response?: z.ZodType | 'bytes'
}

/** The prefix of every route. */
export const apiPrefix = '/api/v1'

/** A path with its parameters filled in and its query appended, below the prefix. */
export function pathOf(route: Route, input: RouteInputs = {}): string {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(input.params?.[name])),
  )
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined && value !== null) query.set(name, String(value))
  }
  const search = query.toString()
  return `${apiPrefix}${path}${search === '' ? '' : `?${search}`}`
}

/** Parameters, query and body of a call, not yet checked. */
export interface RouteInputs {
  params?: Record<string, unknown> | undefined
  query?: Record<string, unknown> | undefined
  body?: unknown
}
