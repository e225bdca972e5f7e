import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { runWithoutDescriptors } from '../../../tests/without-descriptors.ts'

describe('the process of a server', () => {
  it('that cannot be started for want of a file descriptor is an error that says so', async () => {
    const module = new URL('./server-process.ts', import.meta.url).href
    const source = `
      const { startServerProcess } = await import(${JSON.stringify(module)})
      const start = { postgres: '/bin/true', directory: '/tmp', port: 1, password: '', log: () => {} }
      exhaust()
      const error = await startServerProcess(start).catch((problem) => problem)
      relent()
      console.log(error.code, error.message)`
    expect(await runWithoutDescriptors(source, tmpdir())).toMatch(
      /^POSTGRES_FAILED PostgreSQL \/bin\/true could not be started.*EMFILE$/s,
    )
  })
})
