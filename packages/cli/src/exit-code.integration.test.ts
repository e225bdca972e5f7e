import { type ErrorCode, type Operation, routes, TarsError } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { listCommands, readExample } from '../tests/command-tree.ts'
import { type Handlers, startRouteServer } from '../tests/route-server.ts'
import { runCommand } from '../tests/run-command.ts'

/** Commands that do without the API of a platform; their own tests hold their exit codes. */
const local = ['up', 'down', 'doctor', 'logs', 'trace', 'test', 'completion']
const calling = listCommands().filter(({ name }) => !local.includes(name))

/** A platform that refuses every call for one reason. */
function refusing(code: ErrorCode): Handlers {
  const refuse = () => {
    throw new TarsError(code, `It is refused: ${code}.`)
  }
  const operations = Object.keys(routes) as Operation[]
  return Object.fromEntries(operations.map((operation) => [operation, refuse]))
}

describe('the exit code', () => {
  it.each([
    ['STATE_CONFLICT', 1],
    ['FORBIDDEN', 1],
    ['NOT_FOUND', 2],
    ['REQUEST_INVALID', 2],
    ['DATABASE_UNAVAILABLE', 3],
  ] as const)(
    'of every command that meets %s is %d, with one JSON document on stdout',
    async (code, exitCode) => {
      await using server = await startRouteServer(refusing(code))
      for (const { words, name } of calling) {
        const argv = await readExample(words)
        const end = await runCommand([...argv, ...(argv.includes('--json') ? [] : ['--json'])], {
          url: server.url,
        })
        expect({ name, exitCode: end.code }).toEqual({ name, exitCode })
        expect(end.json(), name).toMatchObject({ error: { code } })
      }
    },
  )

  it.each(calling)('of $name is 3 when nobody answers', async ({ words }) => {
    const end = await runCommand(await readExample(words), { url: 'http://127.0.0.1:1' })
    expect(end.code).toBe(3)
    expect(end.err).toContain('Start it with `./tars up`')
  })
})
