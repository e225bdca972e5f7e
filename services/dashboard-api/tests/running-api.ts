import { createHash } from 'node:crypto'
import {
  type CallInput,
  type CallOutput,
  type Evaluation,
  type Operation,
  type Policy,
  type Problem,
  pathOf,
  type Role,
  type Route,
  type RouteInputs,
  roleSchema,
  routes,
} from '@tars/contracts'
import {
  type Database,
  ensureAgent,
  insertEvaluation,
  mintApiKey,
  readPolicy,
  storeApiKey,
  storePolicy,
} from '@tars/database'
import { startRelay } from '@tars/events'
import {
  createTrainer,
  encodePolicy,
  episodeSeeds,
  findEnvironment,
  playEpisode,
  policyWeights,
} from '@tars/reinforcement'
import { configSchema } from '../src/config.ts'
import { startService } from '../src/service.ts'

/** What a request to the running API is made of. */
export interface Ask {
  /** Whose API key is sent; absent: nobody's. */
  as?: Role | undefined
  headers?: Record<string, string>
  method?: string
  body?: string | Uint8Array<ArrayBuffer> | undefined
}

/** What was answered; `json` and `problem` are the same document, read as what was hoped for or as what went wrong. */
export interface Answer<Hoped> {
  status: number
  headers: Headers
  json: Hoped
  problem: Problem
}

/** An API at work on a database of its own, with an API key for each role. */
export interface RunningApi extends AsyncDisposable {
  url: string
  publicUrl: string
  database: Database
  keys: Record<Role, string>
  /** Sends a request to a path. */
  ask(path: string, ask?: Ask): Promise<Answer<unknown>>
  /** Calls an operation of the route table. */
  call<O extends Operation>(
    operation: O,
    as: Role | undefined,
    input?: Partial<CallInput<O>> | RouteInputs,
  ): Promise<Answer<CallOutput<O>>>
  dispose(): Promise<void>
}

const pepper = 'pepper of the running test'

/** A database of its own for the API, disposed of together with it. */
export interface OwnDatabase {
  url: string
  database: Database
  dispose(): Promise<void>
}

/** How the API is started. */
export interface StartOptions {
  /** Whether events are to arrive. */
  relay?: boolean
  /** Variables beside those that every test needs. */
  environment?: Record<string, string>
  /** Another way to the database than its own address. */
  viaDatabase?: (url: string) => string
}

/** Starts the API on a database as the platform would. */
export async function startApi(store: OwnDatabase, options: StartOptions = {}): Promise<RunningApi> {
  const { relay = false, environment = {}, viaDatabase = (url) => url } = options
  const { database } = store
  const publicUrl = 'https://tars.test'
  const service = await startService(
    configSchema.parse({
      TARS_DATABASE_URL: viaDatabase(store.url),
      TARS_KEY_PEPPER: pepper,
      TARS_CURSOR_SECRET: 'cursor secret of the test',
      TARS_PUBLIC_URL: publicUrl,
      TARS_LOG_LEVEL: 'silent',
      ...environment,
    }),
  )
  const relaying = relay ? await startRelay(database, { onError: () => undefined }) : undefined
  const keys = {} as Record<Role, string>
  for (const role of roleSchema.options) keys[role] = await addKey(database, role)
  const url = `http://127.0.0.1:${service.port}`
  const ask: RunningApi['ask'] = async (path, { as, headers = {}, method = 'GET', body } = {}) => {
    const authorization: Record<string, string> =
      as === undefined ? {} : { authorization: `Bearer ${keys[as]}` }
    const sent = { method, body: body ?? null, headers: { ...authorization, ...headers } }
    const response = await fetch(`${url}${path}`, sent)
    const text = await response.text()
    const json = text.startsWith('{') ? JSON.parse(text) : text
    return { status: response.status, headers: response.headers, json, problem: json }
  }
  const dispose = async () => {
    await service[Symbol.asyncDispose]()
    await relaying?.stop()
    await store.dispose()
  }
  return {
    url,
    publicUrl,
    database,
    keys,
    ask,
    call: (async (operation: Operation, as?: Role, input: RouteInputs = {}) =>
      ask(...askOf(routes[operation], as, input))) as RunningApi['call'],
    dispose,
    [Symbol.asyncDispose]: dispose,
  }
}

function askOf(route: Route, as: Role | undefined, input: RouteInputs): [string, Ask] {
  const headers: Record<string, string> =
    route.body === undefined ? {} : { 'content-type': 'application/json' }
  const body = route.body === undefined ? undefined : JSON.stringify(input.body ?? {})
  return [pathOf(route, input), { as, method: route.method, headers, body }]
}

/** Makes and keeps an API key. */
export async function addKey(database: Database, role: Role): Promise<string> {
  const { key, keyId, secretHash } = mintApiKey(pepper, 'test')
  await storeApiKey(database, { keyId, secretHash, name: role, role })
  return key
}

/** A policy that was really trained, if only for a moment, stored as the next version of an agent. */
export async function addPolicy(database: Database, agentName = 'cartpole', seed = 1): Promise<Policy> {
  const environment = cartPole()
  const { id: agentId } = await ensureAgent(database, { name: agentName, environment: 'CartPole-v1' })
  const configuration = { rolloutSteps: 64, batchSize: 32, epochs: 1, hiddenSizes: [16] }
  const trainer = createTrainer({ environment, configuration, seed, steps: 64 })
  trainer.update()
  const policy = trainer.policy()
  const file = encodePolicy(policy, { configuration: trainer.configuration, steps: 64, seed, parent: null })
  const weightHash = createHash('sha256').update(policyWeights(policy)).digest('hex')
  const id = await database.transaction((sql) =>
    storePolicy(sql, {
      agentId,
      trainingId: null,
      environment: 'CartPole-v1',
      algorithm: 'ppo',
      steps: 64,
      returnMean: null,
      weightHash,
      file,
      region: 'local',
    }),
  )
  return (await readPolicy(database, id)) as Policy
}

/** An evaluation of a stored policy with episodes that were really played by a policy trained with the same seed. */
export async function addPlayedEvaluation(
  database: Database,
  policy: Policy,
  episodes = 3,
): Promise<Evaluation> {
  const environment = cartPole()
  const { id: policyId, agentId } = policy
  const evaluation = await database.transaction((sql) =>
    insertEvaluation(sql, {
      policyId,
      agentId,
      environment: policy.environment,
      episodes,
      seed: 7,
      mode: 'stochastic',
      baselinePolicyId: null,
      region: 'local',
      traceparent: null,
    }),
  )
  const configuration = { rolloutSteps: 64, batchSize: 32, epochs: 1, hiddenSizes: [16] }
  const trainer = createTrainer({ environment, configuration, seed: 1, steps: 64 })
  trainer.update()
  for (const [index, seed] of episodeSeeds(7, episodes).entries()) {
    const played = playEpisode({ environment, policy: trainer.policy(), seed, mode: 'stochastic' })
    await database.query(
      `INSERT INTO episodes (evaluation_id, side, index, seed, return, length, terminated, truncated)
       VALUES ($1, 'candidate', $2, $3, $4, $5, $6, $7)`,
      [evaluation.id, index, seed, played.return, played.length, played.terminated, played.truncated],
    )
  }
  return evaluation
}

function cartPole() {
  const environment = findEnvironment('CartPole-v1')
  if (environment === undefined) throw new Error('CartPole-v1 is missing')
  return environment
}
