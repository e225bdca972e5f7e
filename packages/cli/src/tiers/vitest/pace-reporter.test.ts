import { expect, it } from 'vitest'
import { createPaceReporter } from './pace-reporter.ts'

it('says every ten seconds how many files have ended and what is left, and nothing after the last', () => {
  const said: string[] = []
  let now = 0
  const reporter = createPaceReporter(
    (line) => said.push(line),
    () => now,
  )
  void reporter.onTestRunStart?.(Array(10).fill({}) as never)
  for (let file = 1; file <= 10; file++) {
    now += 4_000
    void reporter.onTestModuleEnd?.({} as never)
  }
  expect(said).toEqual([
    '3 of 10 test files, about 28 s left',
    '6 of 10 test files, about 16 s left',
    '9 of 10 test files, about 4.0 s left',
  ])
})
