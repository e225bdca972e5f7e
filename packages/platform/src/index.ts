export { makeDataDirectory } from './local/data-directory.ts'
export type { Check, CheckState } from './local/doctor/check.ts'
export { type Examination, type ExaminationOptions, examineMachine } from './local/doctor/doctor.ts'
export { findFreePort } from './local/free-port.ts'
export { type LocalPlatform, type LocalPlatformOptions, startLocalPlatform } from './local/local-platform.ts'
export { readLockHolder } from './local/lock-holder.ts'
export { listLogs } from './local/logs/list-logs.ts'
export { createLogFile } from './local/logs/log-file.ts'
export type { DatedLine } from './local/logs/past-lines.ts'
export type { WrittenLine } from './local/logs/written-line.ts'
export { type PlatformFile, readPlatform } from './local/platform-file.ts'
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from './local/postgres/embedded-postgres.ts'
export { stopLeftoverServer } from './local/postgres/leftover-server.ts'
export type { StartStep } from './local/start-steps.ts'
export { stopPlatform } from './local/stop-platform.ts'
export { readMemoryBytes, readProportionalMemoryBytes } from './local/supervisor/process-memory.ts'
