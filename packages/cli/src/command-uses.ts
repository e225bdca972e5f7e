import type {
  createLogFile,
  examineMachine,
  listLogs,
  makeDataDirectory,
  readLockHolder,
  readPlatform,
  startLocalPlatform,
  stopPlatform,
} from '@tars/platform'
import type { Terminal } from './terminal/terminal.ts'

/** The local platform: start it, find it, stop it, say what it lacks, and read what its services wrote. */
export interface LocalPlatformUses {
  readonly startLocalPlatform: typeof startLocalPlatform
  readonly readPlatform: typeof readPlatform
  readonly readLockHolder: typeof readLockHolder
  readonly stopPlatform: typeof stopPlatform
  readonly makeDataDirectory: typeof makeDataDirectory
  readonly examineMachine: typeof examineMachine
  readonly listLogs: typeof listLogs
  readonly createLogFile: typeof createLogFile
}

/** What a command is given by the process that it runs in. */
export interface CommandUses {
  readonly terminal: Terminal
  /** The project's root folder. */
  readonly root: string
  /** The caller's working directory, against which paths in arguments are resolved. */
  readonly cwd: string
  readonly version: string
  /** Where the platform is when no data directory is named. */
  readonly remote: { readonly url?: string | undefined; readonly key?: string | undefined }
  /** A PostgreSQL to use instead of the embedded one. */
  readonly databaseUrl: string | undefined
  /** The caller's variables; settings among them go on to the services of a platform that is started. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** How long the launcher installed before this run; undefined when it did not. */
  readonly installSeconds: number | undefined
  /** Aborted by Ctrl-C and by SIGTERM. */
  readonly interrupted: AbortSignal
  readonly now: () => number
  readonly fetch: typeof fetch
  readonly WebSocket: typeof WebSocket
  /** Loads the code of the local platform; commands that work over HTTP alone do without it. */
  readonly loadPlatform: () => Promise<LocalPlatformUses>
  /** Tells the process that started this one over a channel; undefined without such a channel. */
  readonly tellStarter: ((message: unknown) => void) | undefined
  /** Sets the exit code of a command that ends without an error. */
  exitWith(code: number): void
}

/** The options that every command has. */
export interface CommonOptions {
  readonly json?: boolean
  readonly data?: string
}
