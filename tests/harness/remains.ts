import { readdir, readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const settleMs = 10_000
const pauseMs = 50

/**
 * What a platform that has ended has left behind, a line each: processes that know its data directory, shells that guard a server
 * which is gone, and files that only a running platform has. Processes are found on Linux only.
 */
export async function listRemains(data: string): Promise<string[]> {
  return [...(await listProcesses(data)), ...(await listFiles(data))]
}

/** What of it is still there after ten seconds, in which what was killed may end by itself. */
export async function listLastingRemains(data: string): Promise<string[]> {
  const deadline = performance.now() + settleMs
  for (;;) {
    const remains = await listRemains(data)
    if (remains.length === 0 || performance.now() > deadline) return remains
    await delay(pauseMs)
  }
}

/** Those of the ports on which something still listens. */
export async function listOpenPorts(ports: readonly number[]): Promise<number[]> {
  const open = await Promise.all(ports.map(isOpen))
  return ports.filter((_, index) => open[index])
}

async function listProcesses(data: string): Promise<string[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))
  const found = pids.map(async (pid) => {
    const command = await readArguments(pid, 'cmdline')
    const environment = await readArguments(pid, 'environ')
    const knows = [...command, ...environment].some((text) => text.includes(data))
    const guards = command[2]?.includes('kill -INT') && !pids.includes(command.at(-1) ?? '')
    return Number(pid) !== process.pid && (knows || guards) ? [`process ${pid}: ${command.join(' ')}`] : []
  })
  return (await Promise.all(found)).flat()
}

async function readArguments(pid: string, file: 'cmdline' | 'environ'): Promise<string[]> {
  const text = await readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')
  return text.split('\0').filter((part) => part !== '')
}

async function listFiles(data: string): Promise<string[]> {
  const names = await readdir(data, { recursive: true })
  const passing = /(^|\/)(lock|platform\.json|postmaster\.pid)|\.(new|stale)(\.|$)/
  return names
    .filter((name) => passing.test(name) && !/\/pg_/.test(name))
    .map((name) => `file ${join(data, name)}`)
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
