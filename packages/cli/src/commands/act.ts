import { type Id, observationsMax } from '@tars/contracts'
import { type Command, InvalidArgumentError } from 'commander'
import { answer } from '../answer.ts'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { agentName, idOf } from '../option.ts'

interface Options extends CommonOptions {
  readonly observation: readonly (readonly number[])[]
  readonly policy?: Id
}

/** Adds `tars act`: asks the baseline of an agent what to do. */
export function addAct(program: Command, uses: CommandUses): void {
  defineCommand(program, {
    usage: 'act',
    summary: 'ask the baseline of an agent what to do: its most probable action for each observation',
    example: 'act cartpole --observation 0.1,0,-0.2,0',
  })
    .argument('<agent>', 'name of the agent', agentName)
    .requiredOption('--observation <numbers>', 'numbers with commas between them; repeatable', collectNumbers)
    .option('--policy <id>', 'a policy of the agent instead of its baseline', idOf('policy'))
    .action(async (name: string, { observation, policy, ...options }: Options) => {
      const { client } = await connect(uses, options.data)
      const body = {
        observations: observation.map((numbers) => [...numbers]),
        ...(policy === undefined ? {} : { policy }),
      }
      const acted = await client.call('agents.act', { params: { name }, body })
      answer(uses, options.json, acted, () =>
        acted.actions.map((action) => `action ${action} (${acted.agent} v${acted.policyVersion})`),
      )
    })
}

function collectNumbers(text: string, previous: readonly number[][] = []): number[][] {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  if (!numbers.every(Number.isFinite)) {
    throw new InvalidArgumentError('It must be numbers with commas between them, such as 0.1,0,-0.2,0.')
  }
  if (previous.length < observationsMax) return [...previous, numbers]
  throw new InvalidArgumentError(`At most ${observationsMax} observations can be asked about at once.`)
}
