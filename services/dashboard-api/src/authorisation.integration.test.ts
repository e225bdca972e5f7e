import { isAllowed, type Operation, type Role, type Route, roleSchema, routes } from '@tars/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../tests/harness/database.ts'
import { type RunningApi, startApi } from '../tests/running-api.ts'

let api: RunningApi
beforeAll(async () => {
  api = await startApi(await createTestDatabase())
})
afterAll(() => api.dispose())

const callers: (Role | undefined)[] = [undefined, ...roleSchema.options]
const table = Object.entries(routes as Record<string, Route>).flatMap(([operation, route]) =>
  callers.map((caller) => ({
    operation: operation as Operation,
    route,
    caller,
    expected: answerOf(route, caller),
  })),
)

/** What the route table says of a caller. */
function answerOf({ access }: Route, caller: Role | undefined): 'passes' | 'UNAUTHENTICATED' | 'FORBIDDEN' {
  if (access === 'public') return 'passes'
  if (caller === undefined) return 'UNAUTHENTICATED'
  return access === 'identified' || isAllowed(caller, access) ? 'passes' : 'FORBIDDEN'
}

const statuses = { UNAUTHENTICATED: 401, FORBIDDEN: 403 }
const nobodysId = '0190a6a0-0000-7000-8000-000000000000'

describe('the authorisation of every route', () => {
  it.each(table)('$operation for $caller: $expected', async ({ operation, caller, expected }) => {
    const { status, problem } = await api.call(operation, caller, {
      params: { id: nobodysId, index: 0 },
    } as never)
    if (expected !== 'passes')
      expect({ status, code: problem.code }).toEqual({ status: statuses[expected], code: expected })
    else expect(['UNAUTHENTICATED', 'FORBIDDEN', 'INTERNAL']).not.toContain(problem?.code)
  })

  it('refuses more than it lets pass to a viewer, so that the table means something', () => {
    const count = (caller: Role) =>
      table.filter((row) => row.caller === caller && row.expected === 'passes').length
    expect(count('viewer')).toBeLessThan(count('developer'))
    expect(count('developer')).toBeLessThan(count('operator'))
    expect(count('operator')).toBeLessThan(count('admin'))
  })
})
