import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createSnapshotGate, gateMs } from './snapshot-gate.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function setUp() {
  const gate = createSnapshotGate({ setTimeout, clearTimeout })
  const passed: string[] = []
  const read = (channel: string) => void gate.wait(channel).then(() => passed.push(channel))
  return { gate, read, passed, settle: () => vi.advanceTimersByTimeAsync(0) }
}

describe('reading a snapshot', () => {
  it('waits until its channel is followed, and for no other', async () => {
    const { gate, read, passed, settle } = setUp()
    gate.close('trainings')
    gate.close('trainings')
    read('trainings')
    read('evaluations')
    await settle()
    expect(passed).toEqual(['evaluations'])
    expect(gate.open('trainings')).toBe(true)
    await settle()
    expect(passed).toEqual(['evaluations', 'trainings'])
    expect(gate.open('trainings')).toBe(false)
  })

  it('never waits for long, so that a page is there without a live connection too', async () => {
    const { gate, read, passed } = setUp()
    gate.close('trainings')
    read('trainings')
    await vi.advanceTimersByTimeAsync(gateMs)
    expect(passed).toEqual(['trainings'])
    expect(vi.getTimerCount()).toBe(0)
  })
})
