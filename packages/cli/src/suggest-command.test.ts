import { describe, expect, it } from 'vitest'
import { suggestCommand } from './suggest-command.ts'

describe('a suggested command', () => {
  it('names the data directory when the command that suggests it was given one', () => {
    expect(suggestCommand('down', undefined)).toBe('./tars down')
    expect(suggestCommand('down', '/srv/tars')).toBe('./tars down --data /srv/tars')
  })

  it('quotes a directory that a shell would take apart', () => {
    expect(suggestCommand('down', "/srv/it's mine")).toBe(`./tars down --data '/srv/it'\\''s mine'`)
  })
})
