import { describe, expect, it } from 'vitest'
import { checkOpenFiles, readOpenFilesLimit } from './check-open-files.ts'

describe('the check of open files', () => {
  it.each([
    [undefined, 'ok'],
    [1_024, 'ok'],
    [1_023, 'warning'],
    [256, 'warning'],
    [255, 'broken'],
  ])('with a limit of %s is %s', (limit, state) => {
    expect(checkOpenFiles(limit).state).toBe(state)
  })

  it.runIf(process.platform === 'linux')('reads the limit of this process (needs Linux)', async () => {
    expect(await readOpenFilesLimit()).toBeGreaterThan(100)
  })
})
