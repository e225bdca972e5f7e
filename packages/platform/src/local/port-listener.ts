import { readdir, readFile, readlink } from 'node:fs/promises'
import { readProcess } from './running-process.ts'

const listening = '0A'

/** Who listens on a TCP port, as "pid 123 (node server.js)"; undefined where the system does not tell (Linux only). */
export async function describeListener(port: number): Promise<string | undefined> {
  const sockets = await findListeningSockets(port)
  if (sockets.size === 0) return undefined
  for (const entry of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(entry) || !(await holdsAny(entry, sockets))) continue
    const found = await readProcess(Number(entry))
    if (found) return `pid ${found.pid} (${found.command.slice(0, 80)})`
  }
  return undefined
}

/** The sockets that listen on the port, as the links below `/proc/<pid>/fd` name them. */
async function findListeningSockets(port: number): Promise<Set<string>> {
  const sockets = new Set<string>()
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const text = await readFile(table, 'utf8').catch(() => '')
    for (const line of text.split('\n')) {
      const fields = line.trim().split(/\s+/)
      if (fields[1]?.endsWith(suffix) && fields[3] === listening) sockets.add(`socket:[${fields[9]}]`)
    }
  }
  return sockets
}

async function holdsAny(pid: string, sockets: Set<string>): Promise<boolean> {
  for (const descriptor of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
    const target = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '')
    if (sockets.has(target)) return true
  }
  return false
}
