import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { databaseConfiguration, serviceConfiguration } from './service-configuration.ts'

const variables = Object.entries({ ...serviceConfiguration, ...databaseConfiguration })
const database = z.object(databaseConfiguration)
const service = z.object(serviceConfiguration)
const TARS_DATABASE_URL = 'postgresql://127.0.0.1/tars'

describe('the variables of the services', () => {
  it.each(variables)('%s says what it is for, under a name of the house', (name, field) => {
    expect(name).toMatch(/^(TARS|OTEL)(_[A-Z]+)+$/)
    expect(field.description).toMatch(/\S/)
  })

  it('need nothing but the address of the database', () => {
    expect(service.safeParse({}).success).toBe(true)
    expect(database.safeParse({}).success).toBe(false)
    expect(database.safeParse({ TARS_DATABASE_URL }).success).toBe(true)
  })

  it('take both spellings of a PostgreSQL address, and no other', () => {
    expect(database.safeParse({ TARS_DATABASE_URL: 'postgres://db/tars' }).success).toBe(true)
    expect(database.safeParse({ TARS_DATABASE_URL: 'mysql://db/tars' }).success).toBe(false)
  })

  it('bound ports and connections', () => {
    const isPort = (port: string) => service.safeParse({ TARS_PORT: port }).success
    expect(['0', '65535', '65536', '-1', '1.5', 'x'].map(isPort)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ])
    const isCount = (count: string) =>
      database.safeParse({ TARS_DATABASE_URL, TARS_DATABASE_CONNECTIONS: count }).success
    expect(['1', '2', '50', '51'].map(isCount)).toEqual([false, true, true, false])
  })
})
