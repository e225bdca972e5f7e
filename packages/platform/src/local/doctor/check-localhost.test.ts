import { describe, expect, it } from 'vitest'
import { checkLocalhost, readLocalhost } from './check-localhost.ts'

describe('the check of localhost', () => {
  it('reads addresses, each once', async () => {
    const addresses = await readLocalhost()
    expect(new Set(addresses).size).toBe(addresses.length)
  })

  it('wants the name to lead to 127.0.0.1', () => {
    expect(checkLocalhost(['::1', '127.0.0.1']).state).toBe('ok')
    expect(checkLocalhost(['::1'])).toMatchObject({ state: 'warning', found: 'the name leads to ::1 only' })
    expect(checkLocalhost([])).toMatchObject({
      state: 'warning',
      found: 'the name does not resolve',
      mend: expect.stringContaining("`echo '127.0.0.1 localhost' >> /etc/hosts`"),
    })
  })
})
