import { type Check, outcomesOf } from './check.ts'
import { formatMebibytes } from './check-disk.ts'

const bytesPerMebibyte = 1024 ** 2
/** Everything idle takes 532 MB (docs/benchmarks.md), a training some more. */
const bytesMin = 600 * bytesPerMebibyte
const roomyBytesMin = 1024 * bytesPerMebibyte
const { ok, warning, broken } = outcomesOf('memory', 'memory')

/** The memory at hand. */
export interface MemoryFacts {
  /** What can still be had, limits of a container included. */
  readonly availableBytes: number
  /** Whether the platform of this data directory runs, and has what it needs. */
  readonly isRunning: boolean
}

/** Whether there is memory enough for PostgreSQL, the five services and a training. */
export function checkMemory({ availableBytes, isRunning }: MemoryFacts): Check {
  const found = `${formatMebibytes(availableBytes)} available`
  if (isRunning || availableBytes >= roomyBytesMin) return ok(found)
  const mend =
    'See what takes it: `ps aux --sort -rss | head`; end what is not needed, or give the machine more.'
  const needs = 'PostgreSQL and the five services take about 550 MiB, and a training some more'
  if (availableBytes >= bytesMin) return warning({ found, why: `It is tight: ${needs}.`, mend })
  return broken({ found, why: `It is not enough: ${needs}; the system would end some of them.`, mend })
}
