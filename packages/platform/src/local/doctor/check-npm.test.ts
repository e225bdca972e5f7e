import { describe, expect, it } from 'vitest'
import { checkNpm } from './check-npm.ts'

describe('the check of npm', () => {
  it.each(['10.9.4', '11.19.1'])('is content with %s', (version) => {
    expect(checkNpm(version).state).toBe('ok')
  })

  it('warns of an older one, and of none, each with its own mend', () => {
    expect(checkNpm('9.9.4')).toMatchObject({ state: 'warning', mend: expect.stringContaining('npm@11') })
    expect(checkNpm(undefined)).toMatchObject({ state: 'warning', found: 'npm is not on the PATH' })
  })
})
