import { spawn } from 'node:child_process'
import { serverEnvironment } from './run-command.ts'
import type { ServerAccount } from './server-account.ts'

/** Waits until its input ends, lets the services that end at the same time write their last, and asks for a fast shutdown. */
const script = 'read -r _; sleep 2; kill -INT "$1"'

/**
 * Sets a shell to watch over a server: it waits on a pipe that ends when this process dies, however it dies, and then shuts
 * the server down, which would outlive this process otherwise.
 *
 * @returns ends the watch; to be called as soon as the server has ended, so that its pid means nobody else.
 */
export function guardServer(pid: number, account: ServerAccount | undefined): () => void {
  const guard = spawn('/bin/sh', ['-c', script, 'sh', String(pid)], {
    cwd: '/',
    env: serverEnvironment,
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    ...(account && { uid: account.uid, gid: account.gid }),
  })
  // Without a guard the server works all the same; the next start finds and stops what may be left.
  guard.on('error', () => undefined)
  guard.stdin?.on('error', () => undefined)
  return () => void guard.kill('SIGKILL')
}
