import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { runWithoutDescriptors } from '../../../tests/without-descriptors.ts'
import { runCommand } from './run-command.ts'

describe('a command', () => {
  it('leaves its exit code and all that it wrote', async () => {
    const script = 'echo one; echo two >&2; exit 3'
    const { code, output } = await runCommand('/bin/sh', ['-c', script], { timeoutMs: 10_000 })
    expect(code).toBe(3)
    expect(output.split('\n').sort()).toEqual(['one', 'two'])
  })

  it('that cannot be started is a result, also when no file descriptor is left', async () => {
    const absent = await runCommand('/no/such/program', [], { timeoutMs: 10_000 })
    expect(absent).toEqual({ code: null, output: expect.stringContaining('ENOENT') })
    const module = new URL('./run-command.ts', import.meta.url).href
    const source = `
      const { runCommand } = await import(${JSON.stringify(module)})
      exhaust()
      const result = await runCommand('/bin/true', [], { timeoutMs: 500 })
      relent()
      console.log(JSON.stringify(result))`
    expect(JSON.parse(await runWithoutDescriptors(source, tmpdir()))).toEqual({
      code: null,
      output: expect.stringContaining('EMFILE'),
    })
  })
})
