import { describe, expect, it } from 'vitest'
import { checkLoopback, readLoopbackFacts } from './check-loopback.ts'

describe('the check of loopback', () => {
  it('finds 127.0.0.1 on this machine', async () => {
    expect(checkLoopback(await readLoopbackFacts()).state).toBe('ok')
  })

  it('does without IPv6, and not without IPv4', () => {
    expect(checkLoopback({ version4: undefined, version6: 'EADDRNOTAVAIL' })).toMatchObject({
      state: 'ok',
      found: '127.0.0.1; there is no ::1, and none is needed',
    })
    expect(checkLoopback({ version4: 'EADDRNOTAVAIL', version6: undefined })).toMatchObject({
      state: 'broken',
      found: '127.0.0.1 cannot be listened on: EADDRNOTAVAIL; ::1 can',
      mend: expect.stringContaining('`ip link set lo up'),
    })
  })
})
