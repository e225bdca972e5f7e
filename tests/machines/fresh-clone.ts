import { cp, mkdir, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { demand } from './system-command.ts'

/** The project's root. */
export const projectRoot = resolve(import.meta.dirname, '../..')

/** Clones the project's HEAD and puts what is not committed yet on top: what would be committed now is what is tried. */
export async function makeFreshClone(target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true })
  // Without hard links: the clone is given to another account.
  await demand('git', ['clone', '--quiet', '--no-hardlinks', projectRoot, target])
  for (const path of await listFiles('--modified', '--others', '--exclude-standard')) {
    await cp(join(projectRoot, path), join(target, path), { recursive: true, force: true }).catch(
      ignoreMissing,
    )
  }
  for (const path of await listFiles('--deleted')) await rm(join(target, path), { force: true })
}

async function listFiles(...options: string[]): Promise<string[]> {
  const output = await demand('git', ['-C', projectRoot, 'ls-files', '-z', ...options])
  return output.split('\0').filter((path) => path !== '')
}

/** A deleted file counts as modified, too. */
function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
