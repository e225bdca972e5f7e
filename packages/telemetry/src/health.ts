import { TarsError } from '@tars/contracts'
import type { Metrics } from './metric.ts'

/** The longest that one readiness check may take. */
export const healthCheckMs = 2_000

/** What a service answers about itself. */
export interface HealthAnswer {
  status: 200 | 503
  contentType: string
  body: string
}

/** Answers the paths that every service serves. */
export interface Health {
  /**
   * The answer to `/health/live`, `/health/ready` or `/metrics`; undefined for any other path. Never rejects.
   */
  answer(path: string): Promise<HealthAnswer | undefined>
}

/** What a service needs to be ready; not met when it rejects. */
export type HealthCheck = () => Promise<unknown>

type Outcome = 'ok' | 'timed out' | 'failed' | TarsError['code']

/**
 * Makes the health of a service: alive as soon as it answers, ready when every check resolves within 2 s. The
 * answer names the checks that fail, by error code, never with an error's text. A check that still runs is
 * waited for, not run again.
 */
export function createHealth(uses: { checks: Record<string, HealthCheck>; metrics: Metrics }): Health {
  const probes = Object.entries(uses.checks).map(([name, check]) => ({ name, probe: createProbe(check) }))
  const ready = async (): Promise<HealthAnswer> => {
    const outcomes = await Promise.all(probes.map(async ({ name, probe }) => [name, await probe()] as const))
    const isReady = outcomes.every(([, outcome]) => outcome === 'ok')
    return json(isReady ? 200 : 503, {
      status: isReady ? 'ready' : 'unready',
      checks: Object.fromEntries(outcomes),
    })
  }
  return {
    answer: async (path) => {
      if (path === '/health/live') return json(200, { status: 'live' })
      if (path === '/health/ready') return await ready()
      if (path !== '/metrics') return undefined
      return { status: 200, contentType: uses.metrics.contentType, body: await uses.metrics.render() }
    },
  }
}

function createProbe(check: HealthCheck): () => Promise<Outcome> {
  let running: Promise<Outcome> | null = null
  const run = async (): Promise<Outcome> => {
    try {
      await check()
      return 'ok'
    } catch (error) {
      return error instanceof TarsError ? error.code : 'failed'
    } finally {
      running = null
    }
  }
  return async () => {
    running ??= run()
    const { promise: late, resolve } = Promise.withResolvers<Outcome>()
    const timer = setTimeout(resolve, healthCheckMs, 'timed out')
    try {
      return await Promise.race([running, late])
    } finally {
      clearTimeout(timer)
    }
  }
}

function json(status: 200 | 503, value: unknown): HealthAnswer {
  return { status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(value) }
}
