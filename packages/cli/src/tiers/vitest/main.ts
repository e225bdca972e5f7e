import { writeFile } from 'node:fs/promises'
import { startVitest } from 'vitest/node'
import { createPaceReporter } from './pace-reporter.ts'
import { createTallyReporter } from './tally-reporter.ts'

/** Runs projects of vitest.config.ts in the working directory: `main.ts REPORT_FILE COVERAGE(yes|no) PROJECT…`. */
const [report = '', coverage = 'no', ...project] = process.argv.slice(2)
let written: Promise<void> = Promise.resolve()
const tallyReporter = createTallyReporter(process.cwd(), (tally) => {
  written = writeFile(report, JSON.stringify(tally))
})
const paceReporter = createPaceReporter((line) => process.stdout.write(`${line}\n`), Date.now)
const vitest = await startVitest('test', [], {
  run: true,
  watch: false,
  project,
  reporters: ['default', paceReporter, tallyReporter],
  coverage: { enabled: coverage === 'yes' },
})
await written
await vitest.close()
