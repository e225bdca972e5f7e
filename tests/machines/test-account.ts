import { homedir } from 'node:os'
import { demand, runSystem } from './system-command.ts'

/** An account that T.A.R.S. is started as. */
export interface TestAccount extends AsyncDisposable {
  readonly name: string
  /** Undefined: the one that runs the tests. */
  readonly ids: { readonly uid: number; readonly gid: number } | undefined
  readonly home: string
}

/** Whether other accounts can be made and become. */
export const isRoot = process.getuid?.() === 0

/** The account that runs the tests. */
export function ownAccount(): TestAccount {
  return { name: 'own', ids: undefined, home: homedir(), [Symbol.asyncDispose]: async () => undefined }
}

/** Makes a plain user with a home directory; disposing removes both. Needs root. */
export async function makePlainUser(): Promise<TestAccount> {
  const name = `tarstest${process.pid}`
  await demand('useradd', ['--create-home', '--shell', '/bin/sh', name])
  const [uid, gid, home] = await Promise.all([
    demand('id', ['-u', name]),
    demand('id', ['-g', name]),
    demand('sh', ['-c', `echo ~${name}`]),
  ])
  return {
    name,
    ids: { uid: Number(uid), gid: Number(gid) },
    home: home.trim(),
    async [Symbol.asyncDispose]() {
      await runSystem('userdel', ['--remove', '--force', name])
    },
  }
}
