import { spawn } from 'node:child_process'
import { realpath } from 'node:fs/promises'
import { join } from 'node:path'

/** How a tool ended: its exit code (1 when a signal ended it) and, where they were kept, its last words. */
export interface ToolEnd {
  readonly code: number
  readonly output: string
}

const outputBytesMax = 65_536

/**
 * Runs a tool of the project's node_modules with this Node, in the project's root, and waits for its end. Its output
 * is kept (the last 64 KiB), or passed to a file descriptor. An interruption ends it.
 */
export async function runTool(options: {
  root: string
  /** Name in node_modules/.bin, or the path of a script. */
  tool: string
  arguments: readonly string[]
  output: 'kept' | number
  interrupted: AbortSignal
}): Promise<ToolEnd> {
  const { root, tool, output, interrupted } = options
  const script = tool.includes('/') ? tool : await realpath(join(root, 'node_modules', '.bin', tool))
  const stream = output === 'kept' ? 'pipe' : output
  const child = spawn(process.execPath, [script, ...options.arguments], {
    cwd: root,
    stdio: ['ignore', stream, stream],
  })
  let kept = ''
  const keep = (text: string) => {
    kept = (kept + text).slice(-outputBytesMax)
  }
  child.stdout?.setEncoding('utf8').on('data', keep)
  child.stderr?.setEncoding('utf8').on('data', keep)
  const stop = () => child.kill('SIGTERM')
  interrupted.addEventListener('abort', stop)
  try {
    return await new Promise<ToolEnd>((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (code) => resolve({ code: code ?? 1, output: kept }))
    })
  } finally {
    interrupted.removeEventListener('abort', stop)
  }
}
