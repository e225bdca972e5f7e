import { type FileHandle, open, rename, stat } from 'node:fs/promises'

const fileBytesMax = 16 * 1024 * 1024
const pendingBytesMax = 4 * 1024 * 1024

/** A log file of bounded size. */
export interface RotatingLog extends AsyncDisposable {
  /** Appends a line. Never waits and never throws: beyond 4 MiB that the disk has not taken, lines are dropped and counted. */
  write(line: string): void
}

/** Opens a log of at most two files, `path` and the older `path.1`, of 16 MiB each. */
export async function openRotatingLog(path: string, bytesMax = fileBytesMax): Promise<RotatingLog> {
  let file = await open(path, 'a', 0o640)
  let sizeBytes = (await stat(path)).size
  let pending: string[] = []
  let pendingBytes = 0
  let dropped = 0
  let flushing: Promise<void> | undefined

  async function flush(): Promise<void> {
    while (pending.length > 0) {
      if (dropped > 0) pending.push(describeLoss(dropped))
      const lines = pending
      pending = []
      pendingBytes = 0
      dropped = 0
      for (const chunk of toChunks(lines, bytesMax)) await append(chunk)
    }
  }

  async function append(chunk: Buffer): Promise<void> {
    if (sizeBytes > 0 && sizeBytes + chunk.length > bytesMax) {
      file = await rotate(file, path)
      sizeBytes = 0
    }
    await file.write(chunk)
    sizeBytes += chunk.length
  }

  return {
    write(line) {
      if (pendingBytes + line.length > pendingBytesMax) {
        dropped += 1
        return
      }
      pending.push(line)
      pendingBytes += line.length
      // A full disk must not stop what is being logged: those lines are lost, the next ones are tried again.
      flushing ??= flush()
        .catch(() => undefined)
        .finally(() => {
          flushing = undefined
        })
    },
    async [Symbol.asyncDispose]() {
      await flushing
      await file.close()
    },
  }
}

/** Whole lines in chunks of at most `bytesMax`, or of one line when that alone is longer. */
function* toChunks(lines: readonly string[], bytesMax: number): Generator<Buffer> {
  let chunk: Buffer[] = []
  let bytes = 0
  for (const line of lines) {
    const next = Buffer.from(`${line}\n`)
    if (bytes > 0 && bytes + next.length > bytesMax) {
      yield Buffer.concat(chunk)
      chunk = []
      bytes = 0
    }
    chunk.push(next)
    bytes += next.length
  }
  yield Buffer.concat(chunk)
}

async function rotate(file: FileHandle, path: string): Promise<FileHandle> {
  await file.close()
  await rename(path, `${path}.1`).catch(() => undefined)
  return open(path, 'a', 0o640)
}

function describeLoss(lines: number): string {
  const message = `${lines} log lines were dropped: the disk was too slow.`
  return JSON.stringify({ time: new Date().toISOString(), level: 'warn', message })
}
