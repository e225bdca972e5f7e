import { describe, expect, it } from 'vitest'
import { runCommand } from '../tests/run-command.ts'

describe('the option --data', () => {
  it.each(['up', 'down', 'insights', 'doctor', 'logs'])(
    'of %s never means the working directory because a variable was not set',
    async (command) => {
      const end = await runCommand([command, '--data', '', '--json'])
      expect(end.code).toBe(2)
      expect(end.json()).toMatchObject({
        error: { code: 'USAGE', message: expect.stringContaining('It must name a folder, but is empty') },
      })
    },
  )
})
