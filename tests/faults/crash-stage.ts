import { type Id, TarsError } from '@tars/contracts'
import { createInstallation, type TestInstallation } from '../harness/launch.ts'
import { type PlatformView, viewPlatform } from '../harness/platform-view.ts'
import { waitForPid } from '../harness/victim.ts'
import { waitUntil } from '../harness/wait-until.ts'
import { type Crash, type Phase, phases } from './crash-plan.ts'
import {
  askForTraining,
  askForWork,
  countOpenWork,
  knownTurns,
  type OpenWork,
  piecesAsked,
} from './known-work.ts'

/** A kill that has been done. */
export interface Strike extends Crash {
  /** The work that was open at that moment. */
  readonly open: OpenWork
  /** From the kill – of a supervisor: from its successor being ready – until all work had ended, in milliseconds. */
  readonly recoveredMs: number
}

/** A platform, started as people start it, that is there to be killed. */
export interface CrashStage extends AsyncDisposable {
  readonly installation: TestInstallation
  /** The platform of this moment; another one after each start. */
  readonly view: PlatformView
  /** Every port on which something of it has listened since the latest look. */
  notePorts(): Promise<readonly number[]>
  /** Does all known work once, so that its results are known. */
  rehearse(): Promise<void>
  /** Asks for work, kills in the midst of it, starts again what a person would, and waits until the work has ended. */
  strike(crash: Crash, turn: number): Promise<Strike>
}

/** Leases so long that work which has to wait for the end of one is found out, however slow the machine is. */
const settings = {
  TARS_LEASE_SECONDS: '120',
  TARS_CHECKPOINT_SECONDS: '0.1',
  TARS_TRAINERS_MAX: '2',
  TARS_PLAYERS_MAX: '2',
}
const patienceMs = 60_000
/** Later than this there is nothing left to be hit. */
const lastMoment = 0.95

/** Starts a platform with two slots of each kind, frequent checkpoints and long leases. */
export async function createCrashStage(): Promise<CrashStage> {
  await using stack = new AsyncDisposableStack()
  const installation = stack.use(await createInstallation(settings))
  const ports = new Set<number>()
  const killed = new Set<number>()
  let policy: Id = ''
  await installation.json('up', '--detach', '--empty')
  let view = await viewPlatform(installation.data)
  stack.defer(() => view[Symbol.asyncDispose]())
  const notePorts = () => collectPorts(view, ports)
  const ask = (phase: Phase, turn: number) => askForWork(view.client, policy, phase, turn)

  async function upAgain(): Promise<void> {
    const last = view
    // Whoever watches it comes back to the address that it had.
    await installation.json('up', '--detach', '--empty', '--port', new URL(last.url).port)
    view = await viewPlatform(installation.data)
    await last[Symbol.asyncDispose]()
  }

  const owned = stack.move()
  return {
    installation,
    notePorts,
    get view() {
      return view
    },
    async rehearse() {
      policy = await trainPolicy(view)
      for (let turn = 0; turn < knownTurns; turn++) {
        for (const phase of phases) {
          await ask(phase, turn)
          await waitUntil(() => isIdle(view), patienceMs)
        }
      }
    },
    async strike(crash, turn) {
      const pid = await waitForPid(view, crash.victim, killed)
      await notePorts()
      const before = await countOpenWork(view.database)
      await waitUntil(() => isAnswered(ask(crash.phase, turn)), patienceMs)
      const open = await waitForMoment(view, crash, before)
      process.kill(pid, 'SIGKILL')
      killed.add(pid)
      if (crash.victim === 'supervisor') await upAgain()
      const since = performance.now()
      // What a killed server had begun to answer is answered for some milliseconds more: only its successor counts.
      await waitForPid(view, crash.victim, killed)
      await waitUntil(() => isIdle(view), patienceMs)
      return { ...crash, open, recoveredMs: performance.now() - since }
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

/** Adds the ports on which parts of the platform listen now. */
async function collectPorts(view: PlatformView, ports: Set<number>): Promise<readonly number[]> {
  const { services, database, url } = await view.status()
  for (const { port } of [...services, database]) if (port !== null) ports.add(port)
  return [...ports.add(Number(new URL(url).port))]
}

/** Trains the policy that evaluations are asked for. */
async function trainPolicy(view: PlatformView): Promise<Id> {
  await askForTraining(view.client, 0, false)
  await waitUntil(() => isIdle(view), patienceMs)
  return (await view.client.call('policies.list')).items[0]!.id
}

/** Whether no work is open; also not when the database cannot say so. */
async function isIdle({ database }: PlatformView): Promise<boolean> {
  const open = await countOpenWork(database).catch(passOverOutage)
  return open !== undefined && open.trainings + open.evaluations === 0
}

/** Waits until as much of the work has landed as a crash wants, or all of it has ended; gives what is open then. */
async function waitForMoment({ database }: PlatformView, { moment, phase }: Crash, before: OpenWork) {
  let open = before
  await waitUntil(async () => {
    open = await countOpenWork(database)
    if (open.trainings + open.evaluations === 0) return true
    const running = phase === 'training' ? open.trainingsRunning : open.runsRunning
    const landed = open.landed - before.landed
    return (running > 0 || landed > 0) && landed >= moment * lastMoment * piecesAsked
  }, patienceMs)
  return open
}

/** Whether a request was answered; not when the service that should do so is away. */
async function isAnswered(request: Promise<void>): Promise<boolean> {
  return (await request.then(() => true).catch(passOverOutage)) ?? false
}

function passOverOutage(error: unknown): undefined {
  if (error instanceof TarsError && /^(SERVICE|DATABASE)_UNAVAILABLE$/.test(error.code)) return undefined
  throw error
}
