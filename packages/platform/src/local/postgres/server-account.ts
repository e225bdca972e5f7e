import { runCommand } from './run-command.ts'

/** The account that the server runs as. */
export interface ServerAccount {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/**
 * The account to run PostgreSQL as: undefined means the present one. PostgreSQL refuses root, so root lends it `postgres`
 * or, where there is none, `nobody`.
 */
export async function chooseServerAccount(): Promise<ServerAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    const account = await findAccount(name)
    if (account) return account
  }
  return undefined
}

/** The account of that name, undefined when the system has none. */
export async function findAccount(name: string): Promise<ServerAccount | undefined> {
  const [uid, gid] = await Promise.all([
    runCommand('id', ['-u', name], { timeoutMs: 5_000 }),
    runCommand('id', ['-g', name], { timeoutMs: 5_000 }),
  ])
  if (uid.code !== 0 || gid.code !== 0) return undefined
  return { name, uid: Number(uid.output), gid: Number(gid.output) }
}
