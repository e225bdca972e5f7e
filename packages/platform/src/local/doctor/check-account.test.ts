import { describe, expect, it } from 'vitest'
import { checkAccount } from './check-account.ts'

describe('the check of the account', () => {
  it('tells who runs PostgreSQL', () => {
    const account = { name: 'postgres', uid: 107, gid: 115 }
    expect(checkAccount({ isRoot: false, userName: 'ada', account: undefined }).found).toContain('as ada')
    expect(checkAccount({ isRoot: true, userName: 'root', account }).found).toContain('"postgres"')
  })

  it('finds a root without any account to lend broken', () => {
    expect(checkAccount({ isRoot: true, userName: 'root', account: undefined })).toMatchObject({
      state: 'broken',
      mend: expect.stringContaining('`useradd --system --user-group postgres`'),
    })
  })
})
