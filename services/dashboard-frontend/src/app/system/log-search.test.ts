import { expect, it } from 'vitest'
import { readLogSearch } from './log-search.ts'

it("the address of the system's page holds a service and a level that there are", () => {
  expect(readLogSearch({ service: 'ppo-agent', level: 'warn' })).toEqual({
    service: 'ppo-agent',
    level: 'warn',
  })
  expect(readLogSearch({ service: 'toaster', level: 'loud' })).toStrictEqual({
    service: undefined,
    level: undefined,
  })
})
