import { chmod, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Makes a folder, and those above it, that every account can pass through, whatever the umask; those there stay as they are. */
export async function makeOpenFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true })
  if (first === undefined) return
  for (let made = path; ; made = dirname(made)) {
    await chmod(made, 0o755)
    if (made === first) return
  }
}
