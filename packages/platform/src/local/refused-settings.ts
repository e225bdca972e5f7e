import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readConfiguration, serviceNames, TarsError } from '@tars/contracts'
import { databaseAddressForm, parseDatabaseAddress } from './database-address.ts'
import { serviceSettings } from './service-environment.ts'

type Environment = Readonly<Record<string, string | undefined>>
type Schema = Parameters<typeof readConfiguration>[0]

/** A setting that a service would refuse, and why; its value is never told. */
export interface RefusedSetting {
  readonly name: string
  readonly message: string
}

/**
 * The settings of a caller that a service would refuse. The schemas are read where the services lie, which no package
 * imports: so each range is written once. A service without a `config.ts` beside its `main.ts` refuses nothing here.
 */
export async function listRefusedSettings(root: string, environment: Environment): Promise<RefusedSetting[]> {
  const refused = new Map<string, string>()
  for (const service of serviceNames) {
    const file = join(root, 'services', service, 'src', 'config.ts')
    if (!existsSync(file)) continue
    const { configSchema } = (await import(pathToFileURL(file).href)) as { configSchema: Schema }
    for (const { path, message } of listProblems(configSchema, environment)) {
      if (isForServices(path) && (environment[path] ?? '') !== '') refused.set(path, message)
    }
  }
  return [...refused].map(([name, message]) => ({ name, message }))
}

/**
 * Sees to it that no service would refuse a setting, and that an outside database has an address, before anything is started.
 *
 * @throws {TarsError} CONFIG_INVALID naming every one that is, never with its value.
 */
export async function requireSettings(
  root: string,
  environment: Environment,
  databaseUrl?: string | undefined,
): Promise<void> {
  const refused = await listRefusedSettings(root, environment)
  if (databaseUrl !== undefined && !parseDatabaseAddress(databaseUrl)) {
    refused.push({ name: 'TARS_DATABASE_URL', message: `must be like ${databaseAddressForm}` })
  }
  if (refused.length === 0) return
  const lines = refused.map(({ name, message }) => `  ${name}: ${message}`)
  throw new TarsError('CONFIG_INVALID', `The settings cannot be used:\n${lines.join('\n')}`, {
    problems: refused.map(({ name, message }) => ({ path: name, message })),
  })
}

function listProblems(schema: Schema, environment: Environment): TarsError['problems'] {
  try {
    readConfiguration(schema, environment)
    return []
  } catch (error) {
    if (error instanceof TarsError && error.code === 'CONFIG_INVALID') return error.problems
    throw error
  }
}

const isForServices = (name: string) => serviceSettings.includes(name) || name === 'TARS_PUBLIC_URL'
