/** The floor of every package: it may depend on lower ones only, so that a newcomer can read floor by floor. */
export const packageFloors: Readonly<Record<string, number>> = {
  contracts: 0,
  statistics: 0,
  reinforcement: 0,
  telemetry: 1,
  realtime: 1,
  observability: 1,
  database: 2,
  events: 2,
  platform: 3,
  release: 4,
  cli: 5,
}

/** The floor of every service. */
export const serviceFloor = 4
