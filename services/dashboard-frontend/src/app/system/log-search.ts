import { type LogLevel, logLevelSchema, type ServiceName, serviceNames } from '@tars/contracts'

/** Which log lines the system's page shows, as its address keeps it; what is undefined does not filter. */
export interface LogSearch {
  service?: ServiceName | undefined
  /** The least level. */
  level?: LogLevel | undefined
}

/** Reads the address of the system's page; what it cannot hold is undefined. */
export function readLogSearch(search: Record<string, unknown>): LogSearch {
  return {
    service: serviceNames.find((name) => name === search.service),
    level: logLevelSchema.safeParse(search.level).data,
  }
}
