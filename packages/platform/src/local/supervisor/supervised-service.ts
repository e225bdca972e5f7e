import { setTimeout as delay } from 'node:timers/promises'
import { TarsError } from '@tars/contracts'
import { type BackoffBounds, restartBackoff, restartDelayMs, steadyMs } from '../backoff.ts'
import { findFreePort } from '../free-port.ts'
import { createLineTail, type LineTail } from '../line-tail.ts'
import { nextState, type ServiceHappening, type ServiceState } from './lifecycle.ts'
import { type ServiceCommand, type ServiceProcess, startServiceProcess } from './service-process.ts'
import { watchReadiness } from './watch-readiness.ts'

/** What a service to supervise is called, and how it is started on a port. */
export interface ServiceDefinition {
  readonly name: string
  readonly command: (port: number) => ServiceCommand
}

/** What supervising takes besides the definition; times have defaults. */
export interface SupervisionOptions {
  /** Receives every line of output. */
  readonly onLine: (line: string, stream: 'stdout' | 'stderr') => void
  /** Receives what the supervisor has to say: deaths and restarts. */
  readonly onEvent: (message: string) => void
  readonly backoff?: BackoffBounds
  /** A service that was up this long begins again without a wait; default 10 s. */
  readonly steadyMs?: number
  /** How long a service may take to finish; default 30 s. */
  readonly drainMs?: number
  /** Time between two looks at a service that is up; default 1 s. */
  readonly probeMs?: number
}

/** A service that is kept running. */
export interface SupervisedService {
  readonly name: string
  status(): {
    state: ServiceState
    pid: number | null
    port: number | null
    restarts: number
    startedAt: Date | null
  }
  /**
   * Resolves when the service has been ready once.
   *
   * @throws {TarsError} SERVICE_FAILED with its last lines when it ended before that, or was not ready in time.
   */
  firstReady(timeoutMs: number): Promise<void>
  /** Asks it to finish, waits, and does not start it again. */
  stop(): Promise<void>
}

/**
 * Starts a service on a free loopback port and keeps it running: whenever it ends it is started again, at once or, when it
 * keeps ending, after a wait drawn from the backoff, for ever. Only before it has been ready for the first time is an end
 * final, unless another process was faster to take its port: then it gets another, five in all.
 */
export function superviseService(
  definition: ServiceDefinition,
  options: SupervisionOptions,
): SupervisedService {
  const supervision = beginSupervision(definition, options)
  const finished = keepRunning(supervision)
  return {
    name: definition.name,
    status: () => ({
      state: supervision.state,
      pid: supervision.process?.pid ?? null,
      port: supervision.port,
      restarts: supervision.restarts,
      startedAt: supervision.process?.startedAt ?? null,
    }),
    async firstReady(timeoutMs) {
      const timer = new AbortController()
      const late = delay(timeoutMs, 'late', { signal: timer.signal }).catch(() => 'in time')
      const result = await Promise.race([supervision.ready.promise, late]).finally(() => timer.abort())
      if (result === 'late') throw serviceFailed(supervision, `was not ready in ${timeoutMs / 1000} s`)
    },
    async stop() {
      happen(supervision, 'told to stop')
      supervision.stopping.abort()
      supervision.ready.reject(serviceFailed(supervision, 'was stopped before it was ready'))
      await supervision.process?.stop(options.drainMs ?? drainMsDefault)
      await finished
    },
  }
}

const drainMsDefault = 30_000
const probeMsDefault = 1_000
const firstPortsMax = 5

interface Supervision {
  readonly definition: ServiceDefinition
  readonly options: SupervisionOptions
  readonly tail: LineTail
  readonly stopping: AbortController
  readonly ready: PromiseWithResolvers<void>
  state: ServiceState
  everReady: boolean
  process: ServiceProcess | undefined
  port: number | null
  restarts: number
}

function beginSupervision(definition: ServiceDefinition, options: SupervisionOptions): Supervision {
  const ready = Promise.withResolvers<void>()
  // Whoever does not ask whether it was ready must not be ended by the answer.
  ready.promise.catch(() => undefined)
  return {
    definition,
    options,
    tail: createLineTail(12),
    stopping: new AbortController(),
    ready,
    state: 'stopped',
    everReady: false,
    process: undefined,
    port: null,
    restarts: 0,
  }
}

/** One life of a service: how it ended, and whether another process listened on its port. */
interface Life {
  readonly end: string
  readonly portTaken: boolean
}

async function keepRunning(supervision: Supervision): Promise<void> {
  const { definition, options, stopping } = supervision
  for (let shortLives = 0; ; supervision.restarts += 1) {
    const since = performance.now()
    const { end, portTaken } = await runOnce(supervision).catch(neverBegun)
    if (stopping.signal.aborted) return
    const another = portTaken && supervision.restarts + 1 < firstPortsMax
    if (!supervision.everReady && !another) {
      happen(supervision, 'given up')
      supervision.ready.reject(serviceFailed(supervision, `ended (${end}) before it was ready`))
      return
    }
    const lifeMs = performance.now() - since
    shortLives = lifeMs >= (options.steadyMs ?? steadyMs) ? 0 : shortLives + 1
    const waitMs = restartDelayMs(shortLives, options.backoff ?? restartBackoff, Math.random)
    options.onEvent(`${definition.name} ended (${end}); started again in ${Math.round(waitMs)} ms`)
    await delay(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined)
    if (stopping.signal.aborted) return
  }
}

/** What this machine lacks now – file descriptors, processes – it may have again after a wait. */
const neverBegun = (error: Error): Life => ({ end: error.message, portTaken: false })

async function runOnce(supervision: Supervision): Promise<Life> {
  const { definition, options, tail, stopping } = supervision
  const port = await findFreePort()
  let portTaken = false
  if (stopping.signal.aborted) return { end: 'never started', portTaken }
  const process = startServiceProcess(definition.command(port), (line, stream) => {
    tail.push(line)
    portTaken ||= line.includes('EADDRINUSE')
    options.onLine(line, stream)
  })
  supervision.process = process
  supervision.port = port
  happen(supervision, 'spawned')
  const watching = new AbortController()
  const watched = watchReadiness({
    port,
    probeMs: options.probeMs ?? probeMsDefault,
    onAnswer: (answer) => happen(supervision, answer),
    signal: watching.signal,
  })
  const end = await process.ended
  watching.abort()
  await watched
  supervision.process = undefined
  supervision.port = null
  happen(supervision, 'ended')
  return { end, portTaken }
}

function happen(supervision: Supervision, happening: ServiceHappening): void {
  supervision.state = nextState(supervision.state, happening)
  if (supervision.state !== 'ready') return
  supervision.everReady = true
  supervision.ready.resolve()
}

function serviceFailed({ definition, tail }: Supervision, what: string): TarsError {
  const lines = tail.text()
  const words = lines === '' ? 'It has written nothing.' : `Its last words:\n${lines}`
  return new TarsError('SERVICE_FAILED', `The service ${definition.name} ${what}. ${words}`, {
    service: definition.name,
  })
}
