import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, open, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { TarsError } from '@tars/contracts'
import type { StarterMessage, UpAnswer } from './starter-message.ts'
import type { Step } from './terminal/steps.ts'

const logBytesMax = 1_048_576

/**
 * Starts `tars up` with these arguments as a process that outlives this one, and gives its answer when it is ready.
 * What it writes goes to `<data>/logs/supervisor.log`, begun anew when that has grown beyond 1 MiB. Once interrupted, it
 * throws the signal's reason: the process is told to stop, or is not started.
 *
 * @throws {TarsError} with the code that the start failed with; SERVICE_FAILED when the process ended without a word.
 */
export async function startDetached(options: {
  root: string
  data: string
  arguments: readonly string[]
  interrupted: AbortSignal
  onStep: (step: Step) => void
}): Promise<UpAnswer> {
  const path = join(options.data, 'logs', 'supervisor.log')
  await using log = await openLog(path)
  const main = join(options.root, 'packages', 'cli', 'src', 'main.ts')
  options.interrupted.throwIfAborted()
  const child = spawn(process.execPath, [main, 'up', ...options.arguments], {
    cwd: options.root,
    detached: true,
    stdio: ['ignore', log.fd, log.fd, 'ipc'],
  })
  const stop = () => child.kill('SIGTERM')
  options.interrupted.addEventListener('abort', stop)
  try {
    const answer = await awaitAnswer(child, options.onStep, path)
    // Its answer may have been on its way already when it was told to stop.
    options.interrupted.throwIfAborted()
    return answer
  } finally {
    options.interrupted.removeEventListener('abort', stop)
    if (child.connected) child.disconnect()
    child.unref()
  }
}

async function openLog(path: string) {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const size = await stat(path).then(
      (file) => file.size,
      () => 0,
    )
    return await open(path, size > logBytesMax ? 'w' : 'a', 0o600)
  } catch (cause) {
    throw new TarsError(
      'DATA_DIRECTORY_UNSUITABLE',
      `${path} cannot be written: ${(cause as Error).message}`,
      {},
      cause,
    )
  }
}

function awaitAnswer(child: ChildProcess, onStep: (step: Step) => void, log: string): Promise<UpAnswer> {
  return new Promise((resolve, reject) => {
    child.on('message', (message: StarterMessage) => {
      if (message.kind === 'step') onStep(message.step)
      else if (message.kind === 'ready') resolve(message.answer)
      else reject(new TarsError(message.code, message.message, { problems: message.problems }))
    })
    child.on('error', reject)
    child.on('exit', (code, signal) =>
      reject(
        new TarsError(
          'SERVICE_FAILED',
          `The platform ended while it started (${signal ?? code}); see ${log}.`,
        ),
      ),
    )
  })
}
