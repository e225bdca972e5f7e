import type { CommandUses } from './command-uses.ts'
import { answerShell, isShellQuestion } from './completion/answer-shell.ts'
import { exitCodes } from './exit-code.ts'
import { createProgram } from './program.ts'
import { reportError } from './report-error.ts'

/** Runs one command line (without the program's own name) and gives the exit code; never throws. */
export async function runCli(argv: readonly string[], uses: Omit<CommandUses, 'exitWith'>): Promise<number> {
  let code: number = exitCodes.done
  const exitWith = (wanted: number) => {
    code = wanted
  }
  try {
    const program = createProgram({ ...uses, exitWith })
    if (isShellQuestion(argv)) await answerShell(argv, program, uses)
    else await program.parseAsync(argv, { from: 'user' })
    return code
  } catch (error) {
    if (uses.interrupted.aborted) return exitCodes.interrupted
    return reportError(error, uses.terminal, argv.includes('--json'))
  }
}
