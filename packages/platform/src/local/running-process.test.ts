import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { isRunning, readProcess, signalProcess, waitForEnd } from './running-process.ts'

describe('a running process', () => {
  it('is known by pid and start, until it has ended', async () => {
    const child = spawn('/bin/sleep', ['60'])
    const found = (await readProcess(child.pid!))!
    expect(found.command).toMatch(/sleep 60$/)
    expect(await isRunning(found)).toBe(true)
    expect(await isRunning({ pid: found.pid, started: 'another time' })).toBe(false)
    expect(await waitForEnd(found, 50)).toBe(false)
    child.kill()
    expect(await waitForEnd(found, 5_000)).toBe(true)
    expect(await readProcess(found.pid)).toBeUndefined()
  })

  it('that has ended takes a signal without an error', async () => {
    const child = spawn('/bin/true')
    await once(child, 'exit')
    expect(() => signalProcess(child.pid!, 'SIGTERM')).not.toThrow()
  })
})
