import { execFile } from 'node:child_process'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Check, outcomesOf } from './check.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const yearMs = 365 * dayMs
/** Two machines, or a machine and its file server, may differ so much. */
const slackMs = 10 * minuteMs
const aheadMsMax = 10 * yearMs
const answerMs = 5_000
const { ok, broken } = outcomesOf('clock', 'clock')

/** The clock of this machine, and what else knows a time; all in milliseconds since 1970. */
export interface ClockFacts {
  readonly now: number
  /** When these sources were committed; undefined without git. */
  readonly sourcesAt: number | undefined
  /** When the data directory was last written; undefined when it is new. */
  readonly dataAt: number | undefined
}

/** Asks git when the sources were committed, and the data directory when it was last written. */
export async function readClockFacts(root: string, data: string, now: number): Promise<ClockFacts> {
  const [sourcesAt, dataAt] = await Promise.all([readCommitTime(root), readLastWrite(data)])
  return { now, sourcesAt, dataAt }
}

function readCommitTime(root: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    execFile('git', ['-C', root, 'log', '-1', '--format=%ct'], { timeout: answerMs }, (error, stdout) => {
      const seconds = Number(stdout.trim())
      resolve(error === null && seconds > 0 ? seconds * 1_000 : undefined)
    })
  })
}

/** The latest change of what every start writes anew, so that a clock which was set right is believed after the next one. */
async function readLastWrite(data: string): Promise<number | undefined> {
  const names = await readdir(join(data, 'logs')).catch(() => [])
  const logs = names.filter((name) => name.endsWith('.jsonl')).map((name) => join('logs', name))
  const times = await Promise.all(
    ['platform.json', ...logs].map((name) =>
      stat(join(data, name)).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  )
  const latest = Math.max(...times)
  return latest > 0 ? latest : undefined
}

/** Whether the clock can be right, as far as the sources and the data directory know. */
export function checkClock({ now, sourcesAt, dataAt }: ClockFacts): Check {
  const says = `the clock says ${format(now)}`
  const known = Math.max(sourcesAt ?? 0, dataAt ?? 0)
  const isOfData = known === dataAt
  if (now + slackMs < known) {
    const witness = isOfData ? 'the data directory was written' : 'these sources were committed'
    return broken({ found: `${says}, but ${witness} ${format(known)}`, ...consequences })
  }
  if (sourcesAt !== undefined && now - sourcesAt > aheadMsMax) {
    const found = `${says}, ${Math.floor((now - sourcesAt) / yearMs)} years after these sources were committed`
    return broken({ found, ...consequences })
  }
  return ok(format(now))
}

const consequences = {
  why: 'Certificates seem invalid, so nothing can be downloaded; sessions, one-time links and leases end too early or too late.',
  mend: 'Set it (as root): `timedatectl set-ntp true`, or `date --set "2026-01-31 12:00"` with the time of a clock that is right.',
}

function format(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace('T', ' ')
}
