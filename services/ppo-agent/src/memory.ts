import type { Metrics } from '@tars/telemetry'

/** The memory of the trainers that run now, summed up in a metric. */
export interface TrainerMemory {
  /** Notes what a trainer takes now: its arena and its thread's heap, in bytes. */
  observe(training: string, bytes: number): void
  /** Forgets a trainer that has ended. */
  forget(training: string): void
}

/** Makes the sum of the trainers' memory. */
export function createTrainerMemory(metrics: Metrics): TrainerMemory {
  const trainers = new Map<string, number>()
  const update = () => {
    const total = [...trainers.values()].reduce((sum, bytes) => sum + bytes, 0)
    metrics.set('tars_trainer_memory_bytes', total)
  }
  return {
    observe(training, bytes) {
      trainers.set(training, bytes)
      update()
    },
    forget(training) {
      trainers.delete(training)
      update()
    },
  }
}
