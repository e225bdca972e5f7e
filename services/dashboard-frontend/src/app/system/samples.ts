import type { SystemStatus } from '@tars/contracts'
import type { ExportTable } from '../charts/export-tables.ts'

/** The most moments that are kept for the lines of the services: an hour at one every five seconds. */
export const samplesMax = 720

/** The memory of every service at some moments, in bytes; null where a service did not run. */
export type MemorySamples = readonly {
  /** When it was read, in milliseconds since 1970. */
  at: number
  bytes: Readonly<Record<string, number | null>>
}[]

/** Samples with one more moment; the oldest are dropped beyond the maximum. */
export function addSample(
  samples: MemorySamples,
  { services }: Pick<SystemStatus, 'services'>,
  at: number,
): MemorySamples {
  const bytes = Object.fromEntries(services.map(({ name, memoryBytes }) => [name, memoryBytes]))
  return [...samples, { at, bytes }].slice(-samplesMax)
}

/** The line of one service over all samples. */
export function memoryOf(samples: MemorySamples, service: string): (number | null)[] {
  return samples.map(({ bytes }) => bytes[service] ?? null)
}

/** The memory of services, a row for each moment and a column for each service. */
export function memoryTable(samples: MemorySamples, services: readonly string[]): ExportTable {
  return {
    names: ['at', ...services.map((service) => `${service} memoryBytes`)],
    columns: [
      samples.map(({ at }) => new Date(at).toISOString()),
      ...services.map((service) => memoryOf(samples, service)),
    ],
  }
}
