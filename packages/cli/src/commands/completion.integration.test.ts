import { execFile, execFileSync } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptedKey, type Handlers, type RouteServer, startRouteServer } from '../../tests/route-server.ts'
import { runCommand } from '../../tests/run-command.ts'
import {
  agentWith,
  evaluationWith,
  ids,
  policyWith,
  promotionWith,
  trainingWith,
} from '../../tests/samples.ts'
import { readScript, type Shell } from '../completion/scripts.ts'

const environmentWith = (id: string, presets: string[]) => ({
  id,
  version: '1',
  title: `Learn ${id}`,
  observationSize: 4,
  actions: 2,
  stepsMax: 500,
  solvedAt: 475,
  randomReturn: 22.1,
  referenceReturn: 500,
  framesPerSecond: 50,
  presets,
})
const queries: unknown[] = []
const handlers: Handlers = {
  'trainings.list': ({ query }) => {
    queries.push(query)
    return { items: [trainingWith()], nextCursor: null }
  },
  'policies.list': () => ({ items: [policyWith()], nextCursor: null }),
  'evaluations.list': () => ({ items: [evaluationWith()], nextCursor: null }),
  'promotions.list': () => ({ items: [promotionWith({ state: 'proposed' })], nextCursor: null }),
  'agents.list': () => ({ items: [agentWith({ name: 'cartpole' })], nextCursor: null }),
  'environments.list': () => ({
    items: [environmentWith('CartPole-v1', ['zoo', 'fast']), environmentWith('Acrobot-v1', ['slow'])],
  }),
}

let server: RouteServer
let folder = ''
beforeAll(async () => {
  server = await startRouteServer(handlers)
  folder = await mkdtemp(join(tmpdir(), 'tars completion '))
  const main = resolve(import.meta.dirname, '../main.ts')
  await writeFile(join(folder, 'tars'), `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`)
  await chmod(join(folder, 'tars'), 0o755)
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

/** What is offered for the last of some words, without what it is. */
async function offer(words: readonly string[], url = server.url): Promise<string[]> {
  const { out, code, err } = await runCommand(['complete', '--', ...words], { url })
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const lines = out.trimEnd().split('\n')
  return lines[0] === ':words' ? lines.slice(1).map((line) => line.split('\t', 1)[0] as string) : lines
}

describe('what is offered for a word', () => {
  it.each([
    [['trai'], ['train', 'trainings']],
    [
      ['trainings', ''],
      ['list', 'show', 'cancel', 'resume', 'help'],
    ],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [
      ['completion', 'bash', '--'],
      ['--data', '--json', '--help'],
    ],
    [
      ['down', ''],
      ['--data', '--json', '--help'],
    ],
    [
      ['logs', '--level', ''],
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal'],
    ],
    [['logs', '--level=w'], ['--level=warn']],
    [['logs', '--follow', 'p'], ['ppo-agent']],
    [
      ['trainings', 'list', '--state', 'c'],
      ['completed', 'cancelled'],
    ],
    [
      ['agents', 'approval', 'cartpole', ''],
      ['person', 'automatic'],
    ],
    [['test', '--tier', 'u'], ['unit']],
    [
      ['train', 'ppo', '--set', 'learning'],
      ['learningRate=', 'learningRateSchedule='],
    ],
    [['train', 'ppo', '--seed', ''], []],
    [['nonsense', 'x'], []],
  ])('of %j are %j', async (words, offered) => {
    expect(await offer(words)).toEqual(offered)
  })

  it.each([
    [['trainings', 'show', ''], [ids.training]],
    [['evaluate', ''], [ids.policy]],
    [['evaluate', '--verify', ''], [ids.evaluation]],
    [['compare', ids.policy, '019a'], [ids.policy]],
    [['promotions', 'approve', ''], [ids.promotion]],
    [['agents', 'show', ''], ['cartpole']],
    [['policies', 'list', '--agent', 'c'], ['cartpole']],
    [
      ['train', 'ppo', '--environment', ''],
      ['CartPole-v1', 'Acrobot-v1'],
    ],
    [
      ['train', 'ppo', '--environment', 'CartPole-v1', '--preset', ''],
      ['zoo', 'fast'],
    ],
    [['train', 'ppo', '--environment=Acrobot-v1', '--preset='], ['--preset=slow']],
    [['policies', 'show', 'none-begins-so'], []],
  ])('of %j come from the platform: %j', async (words, offered) => {
    expect(await offer(words)).toEqual(offered)
  })

  it('are searched for by what is typed, so that old ones are found too', async () => {
    await offer(['trainings', 'show', '019a'])
    expect(queries.at(-1)).toEqual({ limit: '50', search: '019a' })
  })

  it.each([
    [['up', '--data', ''], ':directory'],
    [['train', 'ppo', '--config', ''], ':file'],
    [['policies', 'export', ids.policy, '--output=x'], ':file'],
  ])('of %j are paths, which the shell knows itself', async (words, kind) => {
    expect(await offer(words)).toEqual([kind])
  })

  it('are none, without a word, when no platform answers', async () => {
    expect(await offer(['trainings', 'show', ''], 'http://127.0.0.1:1')).toEqual([])
    expect(await offer(['trainings', 'show', '', '--data'], 'not an address')).toEqual(['--data'])
  })

  it('are none when the platform takes too long, which ends within a second', async () => {
    await using slow = await startRouteServer({ 'trainings.list': () => new Promise<never>(() => {}) })
    const startedAt = performance.now()
    expect(await offer(['trainings', 'show', ''], slow.url)).toEqual([])
    expect(performance.now() - startedAt).toBeLessThan(1_000)
  })
})

/** Each word asks a process of its own, which takes long on a busy machine. */
const timeout = 60_000

/** Why a shell cannot be tried here; undefined when it can. */
function whyNot(shell: Shell): string | undefined {
  try {
    execFileSync(shell, ['-c', 'true'], { stdio: 'ignore' })
    return undefined
  } catch {
    return `${shell} is not installed on this machine`
  }
}

/** The lines that a shell prints whose path has `tars`. */
async function runShell(shell: Shell, argv: readonly string[]): Promise<string[]> {
  const { promise, resolve: done, reject } = Promise.withResolvers<string>()
  const env = {
    ...process.env,
    PATH: `${folder}:${process.env.PATH}`,
    TARS_URL: server.url,
    TARS_API_KEY: acceptedKey,
  }
  execFile(shell, argv, { env, cwd: folder, timeout }, (error, out) =>
    error === null ? done(out) : reject(error),
  )
  return (await promise).trimEnd().split('\n')
}

describe('the completion script', () => {
  // On a busy machine the platform may take longer than a key press waits for it.
  it('of bash completes ids of the running platform', { retry: 3, timeout }, async (context) => {
    const reason = whyNot('bash')
    context.skip(reason !== undefined, reason ?? '')
    const program = `COMP_WORDS=(tars evaluate ''); COMP_CWORD=2; _tars; echo "\${COMPREPLY[*]}"`
    const offered = await runShell('bash', ['-c', `${await readScript('bash')}\n${program}`])
    expect(offered).toEqual([ids.policy])
  })

  it('of bash completes words, values behind = and paths with spaces', { timeout }, async (context) => {
    const reason = whyNot('bash')
    context.skip(reason !== undefined, reason ?? '')
    const offered = await runShell('bash', [
      '-c',
      `${await readScript('bash')}
      try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _tars; echo "[$(IFS=,; echo "\${COMPREPLY[*]}")]"; }
      touch 'a file'
      try tars trainings sh
      try ./tars logs --level = w
      try tars logs --level =
      try tars train ppo --config 'a f'
      try tars train ppo --set learningRate = 0.1 --set epo
      complete -p tars`,
    ])
    expect(offered).toEqual([
      '[show]',
      '[warn]',
      '[trace,debug,info,warn,error,fatal]',
      '[a file]',
      '[epochs=]',
      'complete -F _tars tars',
    ])
  })

  it('of zsh completes words with what they are, and paths', { timeout }, async (context) => {
    const reason = whyNot('zsh')
    context.skip(reason !== undefined, reason ?? '')
    await writeFile(join(folder, '_tars'), await readScript('zsh'))
    const offered = await runShell('zsh', [
      '-f',
      '-c',
      `compdef() { echo "compdef $@" }; _describe() { print -l -- $found }; _files() { echo "files" $@ }
      source ./_tars
      words=(tars trainings sh); CURRENT=3; _tars
      words=(tars logs --level=w); CURRENT=3; _tars
      words=(tars up --data ''); CURRENT=4; _tars
      words=(tars train ppo --config ''); CURRENT=5; _tars`,
    ])
    expect(offered).toEqual([
      'compdef _tars tars',
      'show:show one training and its learning curve',
      '--level=warn:',
      'files -/',
      'files',
    ])
  })

  it('of fish completes words with what they are', { timeout }, async (context) => {
    const reason = whyNot('fish')
    context.skip(reason !== undefined, reason ?? '')
    const offered = await runShell('fish', [
      '-c',
      `${await readScript('fish')}
      complete -C 'tars trainings sh'; complete -C 'tars logs --level=w'`,
    ])
    expect(offered.map((line) => line.trimEnd())).toEqual([
      'show\tshow one training and its learning curve',
      '--level=warn',
    ])
  })

  it('is printed by its command, alone or as a JSON document', async () => {
    for (const shell of ['bash', 'zsh', 'fish'] as const) {
      const script = await readScript(shell)
      expect((await runCommand(['completion', shell])).out).toBe(script)
      expect((await runCommand(['completion', shell, '--json'])).json()).toEqual({
        shell,
        script,
      })
    }
    expect((await runCommand(['completion', 'tcsh'])).code).toBe(2)
  })
})
