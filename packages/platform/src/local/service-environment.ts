import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import type { ServiceName } from '@tars/contracts'
import type { Secrets } from './secrets.ts'

/** What the services are told about the platform that they are part of. */
export interface PlatformFacts {
  /** The data directory. */
  readonly data: string
  /** Where Node keeps compiled code, which saves each service memory and half of its start. */
  readonly compileCache: string
  readonly version: string
  readonly databaseUrl: string
  readonly secrets: Secrets
  /** Origin of the gateway; `TARS_PUBLIC_URL` names another where a proxy publishes it. */
  readonly publicUrl: string
  readonly controlUrl: string
  readonly controlToken: string
  /** Environment of whoever started the platform: settings in it go on to the services. */
  readonly environment: Readonly<Record<string, string | undefined>>
}

const inherited = ['PATH', 'HOME', 'TMPDIR', 'TZ', 'LANG', 'NODE_EXTRA_CA_CERTS']

/** Settings that a person may make for services; everything else that begins with `TARS_` is the platform's to say. */
export const serviceSettings: readonly string[] = [
  'TARS_REGION',
  'TARS_LOG_LEVEL',
  'TARS_DATABASE_CONNECTIONS',
  'TARS_TRAINERS_MAX',
  'TARS_PLAYERS_MAX',
  'TARS_LEASE_SECONDS',
  'TARS_CHECKPOINT_SECONDS',
  'TARS_SWEEP_SECONDS',
]

/** The part of an environment that child processes of the platform get. */
export function inheritEnvironment(environment: PlatformFacts['environment']): Record<string, string> {
  const kept = Object.entries(environment).filter(
    ([name, value]) =>
      value !== undefined &&
      (inherited.includes(name) || serviceSettings.includes(name) || name.startsWith('OTEL_')),
  )
  return Object.fromEntries(kept) as Record<string, string>
}

/** The whole environment of a service; each is told the secrets that it needs and no others. */
export function serviceEnvironment(
  name: ServiceName,
  port: number,
  facts: PlatformFacts,
  assetsDirectory: string | undefined,
): Record<string, string> {
  const common = {
    ...inheritEnvironment(facts.environment),
    NODE_COMPILE_CACHE: facts.compileCache,
    TARS_HOST: '127.0.0.1',
    TARS_PORT: String(port),
    TARS_VERSION: facts.version,
    TARS_INSTANCE: instanceOf(name, facts),
    TARS_TRACE_DIRECTORY: join(facts.data, 'traces'),
  }
  if (name === 'dashboard-frontend') return { ...common, TARS_ASSETS_DIRECTORY: assetsDirectory ?? '' }
  const withDatabase = { ...common, TARS_DATABASE_URL: facts.databaseUrl }
  if (name !== 'dashboard-api') return withDatabase
  return {
    ...withDatabase,
    TARS_KEY_PEPPER: facts.secrets.keyPepper,
    TARS_CURSOR_SECRET: facts.secrets.cursorSecret,
    TARS_PUBLIC_URL: facts.environment.TARS_PUBLIC_URL || facts.publicUrl,
    TARS_CONTROL_URL: facts.controlUrl,
    TARS_CONTROL_TOKEN: facts.controlToken,
  }
}

/** A service's name that is the same in every life of it, and not that of another data directory's on the same database. */
function instanceOf(name: ServiceName, { data, secrets }: PlatformFacts): string {
  return `${name}:${createHmac('sha256', secrets.keyPepper).update(data).digest('hex').slice(0, 16)}`
}
