import type { Check } from '@tars/platform'
import { describe, expect, it } from 'vitest'
import { noPlatform, runCommand } from '../../tests/run-command.ts'
import type { LocalPlatformUses } from '../command-uses.ts'

const well: Check = { id: 'npm', title: 'npm', state: 'ok', found: '11.19.1', why: null, mend: null }
const worse: Check = {
  id: 'disk',
  title: 'disk',
  state: 'warning',
  found: '/data has 900 MiB free',
  why: 'It fills up.',
  mend: 'Make room: `du -xm /data`.',
}
const worst: Check = {
  id: 'port',
  title: 'the port',
  state: 'broken',
  found: '3000 is taken by pid 42 (node server.js), which somebody else has started on this machine',
  why: 'Nobody would reach the dashboard and the API.',
  mend: 'Stop it, or choose another: `./tars up --port 3001`.',
}

/** A machine of which the doctor finds these checks; what it was asked is kept. */
function machineWith(...checks: Check[]) {
  const seen: Parameters<LocalPlatformUses['examineMachine']>[0][] = []
  const examineMachine: LocalPlatformUses['examineMachine'] = (options) => {
    seen.push(options)
    return Promise.resolve({ ok: checks.every(({ state }) => state !== 'broken'), checks })
  }
  return { seen, loadPlatform: () => Promise.resolve({ ...noPlatform, examineMachine }) }
}

describe('tars doctor', () => {
  it('shows a line for each check, the advice below what is not well, and ends with 1', async () => {
    const end = await runCommand(['doctor'], machineWith(well, worse, worst))
    expect(end.code).toBe(1)
    expect(end.out.split('\n')).toEqual([
      '✔ ok      npm       11.19.1',
      '! warning disk      /data has 900 MiB free',
      '                    why: It fills up.',
      '                    mend: Make room: `du -xm /data`.',
      '✖ broken  the port  3000 is taken by pid 42 (node server.js), which somebody else has started on',
      '                    this machine',
      '                    why: Nobody would reach the dashboard and the API.',
      '                    mend: Stop it, or choose another: `./tars up --port 3001`.',
      '',
      '3 checks: 1 ok, 1 warning, 1 broken. Mend what is broken and ask again.',
      '',
    ])
  })

  it('ends with 0 when nothing is broken', async () => {
    const end = await runCommand(['doctor'], machineWith(well, worse, worse))
    expect(end.code).toBe(0)
    expect(end.out).toContain('3 checks: 1 ok, 2 warnings, 0 broken. T.A.R.S. can run here.')
  })

  it('does not say that all is well when a check could not be made', async () => {
    const unknown: Check = { ...worse, state: 'unknown', found: 'cannot be examined: EIO' }
    const end = await runCommand(['doctor'], machineWith(well, unknown))
    expect(end.code).toBe(0)
    expect(end.out).toContain('? unknown disk  cannot be examined: EIO\n')
    expect(end.out).toContain(
      '2 checks: 1 ok, 0 warnings, 0 broken, 1 not known. Whether T.A.R.S. can run here is not known.',
    )
    const both = await runCommand(['doctor'], machineWith(unknown, worst))
    expect(both.out).toContain('0 ok, 0 warnings, 1 broken, 1 not known. Mend what is broken')
  })

  it('fits a narrow screen, and colours only where there are colours', async () => {
    const narrow = await runCommand(['doctor'], { ...machineWith(well, worst), columns: 40 })
    expect(Math.max(...narrow.out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40)
    expect(narrow.out).toContain('✖ broken  the port\n  3000 is taken')
    expect(narrow.out).not.toContain('\u001b')
  })

  it('is one JSON document', async () => {
    const end = await runCommand(['doctor', '--json'], machineWith(well, worst))
    expect(end.code).toBe(1)
    expect(end.json()).toEqual({ ok: false, checks: [well, worst] })
  })

  it('asks about the directory and the port that are named, and about no platform elsewhere', async () => {
    const machine = machineWith(well)
    await runCommand(['doctor', '--data', 'd', '--port', '4000'], { ...machine, cwd: '/home/you' })
    await runCommand(['doctor'], { ...machine, databaseUrl: 'postgresql://x' })
    expect(machine.seen).toMatchObject([
      { data: '/home/you/d', port: 4000, portIsDefault: false },
      { data: '/nowhere/.tars', port: 3000, portIsDefault: true, databaseUrl: 'postgresql://x' },
    ])
    expect((await runCommand(['doctor'], { ...machine, url: 'http://elsewhere' })).code).toBe(2)
  })
})
