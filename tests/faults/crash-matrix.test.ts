import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listLastingRemains, listOpenPorts, listRemains } from '../harness/remains.ts'
import { waitUntil } from '../harness/wait-until.ts'
import { type Crash, planCrashes } from './crash-plan.ts'
import { type CrashStage, createCrashStage, type Strike } from './crash-stage.ts'
import { type Follower, followEvents } from './event-follower.ts'
import { readLedger } from './ledger.ts'
import { readResults, type WorkResult } from './work-results.ts'

const seed = Number(process.env.TARS_CRASH_SEED ?? 1)
const plan = planCrashes(seed, 8)
/** Far above what going on takes on a busy machine, far below the two minutes for which a lease would hold work back. */
const recoveryMsMax = 30_000

describe(`${plan.length} kills by the seed ${seed} (TARS_CRASH_SEED chooses another)`, () => {
  let stage: CrashStage
  let follower: Follower
  let undisturbed: WorkResult[]
  const strikes: Strike[] = []

  beforeAll(async () => {
    stage = await createCrashStage()
    follower = followEvents(stage.view)
    await follower.begun
    await stage.rehearse()
    undisturbed = await readResults(stage.view.database)
  })

  afterAll(async () => {
    follower?.close()
    await stage?.[Symbol.asyncDispose]()
  })

  it('end with all work done as if nothing had happened, each within seconds', async () => {
    for (const [turn, crash] of plan.entries()) {
      const what = `kill ${turn + 1}: ${describeCrash(crash)}`
      const strike = await stage.strike(crash, turn).catch((cause: unknown) => {
        throw new Error(`${what}: ${String(cause)}`, { cause })
      })
      strikes.push(strike)
      expect(await listUnlike(), what).toEqual([])
      expect(strike.recoveredMs, what).toBeLessThan(recoveryMsMax)
    }
  }, 1_200_000)

  it('have really hit work, most of it being done at that moment', () => {
    const slowest = strikes.toSorted((a, b) => b.recoveredMs - a.recoveredMs).slice(0, 5)
    const open = strikes.filter((strike) => strike.open.trainings + strike.open.evaluations > 0)
    const running = open.filter((strike) => strike.open.trainingsRunning + strike.open.runsRunning > 0)
    console.info(
      [
        `seed ${seed}: ${strikes.length} kills, work was open at ${open.length} and being done at ${running.length};`,
        'the longest times until all of it had ended:',
        ...slowest.map((strike) => `${Math.round(strike.recoveredMs)} ms (${describeCrash(strike)})`),
      ].join('\n  '),
    )
    expect(strikes).toHaveLength(plan.length)
    expect(open.length / strikes.length).toBeGreaterThan(0.75)
    expect(running.length / strikes.length).toBeGreaterThan(0.6)
    const resumed = strikes.filter(({ victim, open }) => victim === 'ppo-agent' && open.checkpointed > 0)
    expect(resumed.length).toBeGreaterThan(0)
  })

  it('leave nothing counted twice, nothing open, no gap, no event too many and no dead letter', async () => {
    const ledger = () => readLedger(stage.view.database)
    await waitUntil(async () => (await ledger()).late.length === 0).catch(() => undefined)
    expect(await ledger()).toEqual({ late: [], wrong: [] })
    expect(await listUnlike()).toEqual([])
  })

  it('were seen by somebody who watched all the time, each event once and in order', async () => {
    const heads = await stage.view.database.query<{ name: string; head: number }>(
      'SELECT name, head FROM channels',
    )
    for (const { name, offsets } of follower.channels) {
      const head = heads.find((channel) => channel.name === name)?.head ?? 0
      await waitUntil(() => (offsets.at(-1) ?? 0) >= head, 30_000)
      expect(offsets, name).toEqual(Array.from({ length: head }, (_, index) => index + 1))
    }
    expect(follower.resets).toBe(follower.channels.length)
  })

  it('leave no process, no lock and no port behind when the platform is stopped', async () => {
    const { data } = stage.installation
    const ports = await stage.notePorts()
    expect((await listRemains(data)).length).toBeGreaterThan(6)
    follower.close()
    expect((await stage.installation.tars('down')).code).toBe(0)
    expect(await listLastingRemains(data)).toEqual([])
    expect(await listOpenPorts(ports)).toEqual([])
  })

  /** Results that the undisturbed work did not have. */
  async function listUnlike(): Promise<WorkResult[]> {
    const known = new Set(undisturbed.map((result) => JSON.stringify(result)))
    const results = await readResults(stage.view.database)
    return results.filter((result) => !known.has(JSON.stringify(result)))
  }
})

function describeCrash({ victim, phase, moment }: Crash): string {
  return `${victim} at ${Math.round(moment * 100)} % of ${phase}`
}
