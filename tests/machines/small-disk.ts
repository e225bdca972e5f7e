import { chmod, mkdir } from 'node:fs/promises'
import { demand, runSystem } from './system-command.ts'

/** A disk of its own, in memory. */
export interface SmallDisk extends AsyncDisposable {
  readonly path: string
  makeReadOnly(): Promise<void>
}

/** Mounts a disk of so many MiB, or gives the reason why that is not allowed here. Disposing unmounts it. */
export async function mountSmallDisk(path: string, mebibytes: number): Promise<SmallDisk | string> {
  await mkdir(path)
  const options = ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', path]
  const { code, stderr } = await runSystem('mount', options)
  if (code !== 0) return `a disk cannot be mounted here: ${stderr.trim()}`
  await chmod(path, 0o755)
  return {
    path,
    makeReadOnly: async () => void (await demand('mount', ['-o', 'remount,ro', path])),
    async [Symbol.asyncDispose]() {
      await demand('umount', [path])
    },
  }
}
