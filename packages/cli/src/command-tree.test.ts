import type { Command } from 'commander'
import { expect, it } from 'vitest'
import { listCommands, readExample } from '../tests/command-tree.ts'
import { runCommand } from '../tests/run-command.ts'

const commands = listCommands()

it('knows all commands there are', () => {
  expect(commands.length).toBeGreaterThan(30)
  expect(commands.map(({ name }) => name)).toContain('train ppo')
})

it.each(commands)('$name has --json, --data and an example that it understands', async (each) => {
  const { words, name, command } = each
  expect(command.description()).not.toBe('')
  expect(command.options.map(({ long }) => long)).toEqual(expect.arrayContaining(['--json', '--data']))
  const example = await readExample(words)
  expect(example.join(' ').startsWith(name)).toBe(true)
  expect(findMistake(example.slice(words.length), command)).toBeUndefined()
})

it.each(commands)('$name describes each of its options and arguments', ({ command }) => {
  for (const { flags, description } of command.options.filter(({ hidden }) => !hidden)) {
    expect(description, flags).not.toBe('')
  }
  for (const argument of command.registeredArguments) expect(argument.description).not.toBe('')
})

it.each(commands)(
  '$name ends with 2 for an option that it does not know, also as JSON',
  async ({ words }) => {
    const end = await runCommand([...words, '--json', '--no-such-option'])
    expect(end.code).toBe(2)
    expect(end.json()).toHaveProperty('error.code', 'USAGE')
  },
)

it('the whole names the exit codes in its help, and tells the version', async () => {
  expect((await runCommand(['--help'])).out).toContain('Exit codes: 0 done')
  expect((await runCommand(['--version'])).out).toBe('1.2.3\n')
})

/** The first thing in some words that a command would refuse; parsing alone, so that nothing is done. */
function findMistake(words: readonly string[], command: Command): string | undefined {
  const { operands, unknown } = command.parseOptions([...words])
  if (unknown.length > 0) return `unknown: ${unknown.join(' ')}`
  const needed = command.registeredArguments.filter(({ required }) => required).length
  const takesMore = command.registeredArguments.at(-1)?.variadic === true
  if (operands.length < needed) return 'an argument is missing'
  return operands.length > command.registeredArguments.length && !takesMore ? 'too many arguments' : undefined
}
