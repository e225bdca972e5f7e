import { TarsError } from '@tars/contracts'
import { CommanderError } from 'commander'
import { exitCodeOf } from './exit-code.ts'
import type { Terminal } from './terminal/terminal.ts'

/**
 * Says what went wrong and what to do on stderr – with `json` also as one document `{error: {…}}` on stdout – and gives
 * the exit code.
 */
export function reportError(error: unknown, terminal: Terminal, json: boolean): number {
  const code = exitCodeOf(error)
  if (code === 0) return code
  if (!(error instanceof CommanderError)) for (const line of describeError(error)) terminal.note(line)
  if (json) terminal.writeDocument({ error: documentOf(error) })
  return code
}

function describeError(error: unknown): string[] {
  if (!(error instanceof TarsError)) {
    return [`tars: unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`]
  }
  const untold = error.problems.filter(({ message }) => !error.message.includes(message))
  const traceId = error.facts.traceId
  return [
    `tars: ${error.message}`,
    ...untold.map(({ path, message }) => `  ${path}: ${message}`),
    `  ${error.advice}`,
    ...(typeof traceId === 'string' ? [`  trace ${traceId}`] : []),
  ]
}

function documentOf(error: unknown): object {
  if (error instanceof TarsError) {
    const { code, message, advice, problems } = error
    return { code, message, advice, problems }
  }
  const message = error instanceof Error ? error.message : String(error)
  return { code: error instanceof CommanderError ? 'USAGE' : 'INTERNAL', message, advice: '', problems: [] }
}
