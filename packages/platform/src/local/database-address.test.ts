import { describe, expect, it } from 'vitest'
import { parseDatabaseAddress } from './database-address.ts'

describe('the address of a PostgreSQL', () => {
  it.each(['postgresql://u:p%40ss@db:5432/tars', 'postgres://db/tars', 'postgresql:///tars?host=/run'])(
    'may be %s',
    (text) => {
      expect(parseDatabaseAddress(text)?.href).toBe(text)
    },
  )

  it.each(['foo', '', 'mysql://db/tars', 'postgresql://u:p/w@db/tars', 'postgresql://u:50%@db/tars'])(
    'is not %j',
    (text) => {
      expect(parseDatabaseAddress(text)).toBeUndefined()
    },
  )
})
