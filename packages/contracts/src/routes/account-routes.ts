import { z } from 'zod'
import { instantSchema } from '../id.ts'
import type { Route } from '../route.ts'
import { principalSchema, setupLinkSchema, setupSchema, signInSchema } from '../session.ts'

/** Routes of setting up, signing in and staying connected. */
export const accountRoutes = {
  'setup.read': {
    method: 'GET',
    path: '/setup',
    access: 'public',
    summary: 'Whether the first administrator is still to be made',
    status: 200,
    response: z.object({ needed: z.boolean() }),
  },
  'setup.complete': {
    method: 'POST',
    path: '/setup',
    access: 'public',
    summary: 'Make the first administrator with a one-time link, or sign in again with one',
    status: 201,
    body: setupSchema,
    response: principalSchema,
  },
  'setup.link': {
    method: 'POST',
    path: '/setup-links',
    access: 'administer',
    summary: 'Make a one-time sign-in link',
    status: 201,
    response: setupLinkSchema,
  },
  'session.create': {
    method: 'POST',
    path: '/sessions',
    access: 'public',
    summary: 'Sign in',
    status: 201,
    body: signInSchema,
    response: principalSchema,
  },
  'session.read': {
    method: 'GET',
    path: '/sessions/current',
    access: 'identified',
    summary: 'Who is calling',
    status: 200,
    response: principalSchema,
  },
  'session.delete': {
    method: 'DELETE',
    path: '/sessions/current',
    access: 'identified',
    summary: 'Sign out',
    status: 204,
  },
  'live.ticket': {
    method: 'POST',
    path: '/live-tickets',
    access: 'read',
    summary: 'A single-use ticket for the live channel',
    status: 201,
    response: z.object({ ticket: z.string(), expiresAt: instantSchema }),
  },
} as const satisfies Record<string, Route>
