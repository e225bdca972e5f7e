import type { SystemStatus } from '@tars/contracts'

/** The most moments that are kept for the lines of the services: an hour at one every five seconds. */
export const samplesMax = 720

/** The memory of every service at some moments, in bytes; null where a service did not run. */
export type MemorySamples = readonly Readonly<Record<string, number | null>>[]

/** Samples with one more moment; the oldest are dropped beyond the maximum. */
export function addSample(
  samples: MemorySamples,
  { services }: Pick<SystemStatus, 'services'>,
): MemorySamples {
  const sample = Object.fromEntries(services.map(({ name, memoryBytes }) => [name, memoryBytes]))
  return [...samples, sample].slice(-samplesMax)
}

/** The line of one service over all samples. */
export function memoryOf(samples: MemorySamples, service: string): (number | null)[] {
  return samples.map((sample) => sample[service] ?? null)
}
