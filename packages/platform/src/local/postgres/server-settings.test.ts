import { describe, expect, it } from 'vitest'
import { initialiseArguments, serverArguments } from './server-settings.ts'

describe('the arguments of the server', () => {
  it('name the cluster as one argument, whatever its path, and listen on loopback only', () => {
    const args = serverArguments({ directory: '/a b/postgres', port: 25_432 })
    expect(args.slice(0, 2)).toEqual(['-D', '/a b/postgres'])
    expect(args).toContain('listen_addresses=127.0.0.1')
    expect(args).toContain('unix_socket_directories=')
    expect(args).toContain('port=25432')
  })

  it('make recovery quick where the system can flush a whole file system', () => {
    const args = serverArguments({ directory: '/d', port: 1 })
    expect(args.includes('recovery_init_sync_method=syncfs')).toBe(process.platform === 'linux')
  })

  it('let settings win, but never over the port', () => {
    const args = serverArguments({
      directory: '/d',
      port: 1,
      settings: { max_connections: '200', port: '2' },
    })
    expect(args).toContain('max_connections=200')
    expect(args).not.toContain('max_connections=80')
    expect(args.filter((arg) => arg.startsWith('port='))).toEqual(['port=1'])
  })
})

describe('the arguments of initdb', () => {
  it('skip the sync only for a server that does not sync either', () => {
    expect(initialiseArguments('/d', '/p')).not.toContain('--no-sync')
    expect(initialiseArguments('/d', '/p', { fsync: 'on' })).not.toContain('--no-sync')
    expect(initialiseArguments('/d', '/p', { fsync: 'off' })).toContain('--no-sync')
  })
})
