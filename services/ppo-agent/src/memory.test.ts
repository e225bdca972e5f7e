import { startTelemetry } from '@tars/telemetry'
import { describe, expect, it } from 'vitest'
import { createTrainerMemory } from './memory.ts'

describe('the memory of the trainers', () => {
  it('is the sum of those that run now', async () => {
    const { metrics } = startTelemetry({ TARS_VERSION: 'test', TARS_LOG_LEVEL: 'silent' }, 'test')
    const read = async () =>
      Number(/^tars_trainer_memory_bytes\{.*\} (\d+)$/m.exec(await metrics.render())?.[1] ?? Number.NaN)
    const memory = createTrainerMemory(metrics)
    memory.observe('a', 1_000)
    memory.observe('b', 200)
    memory.observe('a', 3_000)
    expect(await read()).toBe(3_200)
    memory.forget('a')
    expect(await read()).toBe(200)
    memory.forget('b')
    expect(await read()).toBe(0)
  })
})
