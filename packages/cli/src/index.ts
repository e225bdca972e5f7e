export type { CommandUses } from './command-uses.ts'
export { exitCodes } from './exit-code.ts'
export { runCli } from './run-cli.ts'
