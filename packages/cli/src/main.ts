import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// Compiled sources are kept, which halves the time that a command takes to start; hence the imports come after it.
enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/tars/compile', import.meta.url)))
const { createProcessUses } = await import('./process-uses.ts')
const { runCli } = await import('./run-cli.ts')

process.exitCode = await runCli(process.argv.slice(2), createProcessUses(process, process.env))
