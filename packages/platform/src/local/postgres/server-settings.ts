/** Settings of the embedded server: small in memory, loopback only, ready for logical replication. */
const baseSettings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  wal_level: 'logical',
  shared_buffers: '64MB',
  max_connections: '80',
  max_wal_size: '512MB',
  jit: 'off',
  io_method: 'sync',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Without a time: every line gets one where it is kept.
  log_line_prefix: '[%p] ',
  // After a crash one call for the file system instead of one for each of a thousand files; only Linux has it.
  ...(process.platform === 'linux' && { recovery_init_sync_method: 'syncfs' }),
}

/** What a start of the server is told. */
export interface ServerLaunch {
  readonly directory: string
  readonly port: number
  /** Further settings, which win over the usual ones. */
  readonly settings?: Readonly<Record<string, string>>
}

/** The arguments of `postgres` for a cluster on a port. */
export function serverArguments({ directory, port, settings = {} }: ServerLaunch): string[] {
  const all = { ...baseSettings, ...settings, port: String(port) }
  return ['-D', directory, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

/** The arguments of `initdb` for a new cluster: UTF-8, ordered alike on every system, checksummed, passwords by SCRAM. */
export function initialiseArguments(
  directory: string,
  passwordFile: string,
  settings: Readonly<Record<string, string>> = {},
): string[] {
  return [
    `--pgdata=${directory}`,
    '--username=tars',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--data-checksums',
    // A cluster whose server will not sync need not be synced when it is made.
    ...(settings.fsync === 'off' ? ['--no-sync'] : []),
  ]
}
