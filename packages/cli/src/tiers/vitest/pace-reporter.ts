import type { Reporter } from 'vitest/node'
import { createEstimate } from '../../terminal/estimate.ts'
import { describeLeft } from '../../terminal/progress.ts'

const sayEveryMs = 10_000

/** A reporter that says every ten seconds, when a test file ends, how many have ended and how long the rest will take. */
export function createPaceReporter(say: (line: string) => void, now: () => number): Reporter {
  const estimate = createEstimate(now)
  let total = 0
  let ended = 0
  let saidAt = now()
  return {
    onTestRunStart(specifications) {
      total = specifications.length
      estimate.note(0)
    },
    onTestModuleEnd() {
      ended++
      const left = estimate.note(ended / Math.max(total, ended))
      if (now() - saidAt < sayEveryMs || ended >= total) return
      saidAt = now()
      say(`${ended} of ${total} test files, ${describeLeft(left)}`)
    },
  }
}
