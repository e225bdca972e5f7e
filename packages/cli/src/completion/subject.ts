import type { Argument, Command, Option } from 'commander'

/** What a value on the command line is a name of, where it is not one of a few fixed words. */
export type Subject =
  | 'training'
  | 'policy'
  | 'evaluation'
  | 'promotion'
  | 'agent'
  | 'environment'
  | 'preset'
  | 'service'
  | 'hyper-parameter'
  | 'tier'
  | 'file'
  | 'directory'

const byOption: Readonly<Record<string, Subject>> = {
  '--agent': 'agent',
  '--name': 'agent',
  '--environment': 'environment',
  '--preset': 'preset',
  '--policy': 'policy',
  '--baseline': 'policy',
  '--to': 'policy',
  '--verify': 'evaluation',
  '--set': 'hyper-parameter',
  '--tier': 'tier',
  '--data': 'directory',
  '--config': 'file',
  '--output': 'file',
}

const byArgument: Readonly<Record<string, Subject>> = {
  policy: 'policy',
  policies: 'policy',
  agent: 'agent',
  service: 'service',
}

const byGroup: Readonly<Record<string, Subject>> = {
  trainings: 'training',
  policies: 'policy',
  evaluations: 'evaluation',
  promotions: 'promotion',
  agents: 'agent',
}

/** What the value of an option is a name of; undefined when nobody can know it. */
export function subjectOfOption(option: Option): Subject | undefined {
  return byOption[option.long ?? '']
}

/** What an argument is a name of: by its own name, else – `<id>` or `<name>` – by the group of its command. */
export function subjectOfArgument(argument: Argument, command: Command): Subject | undefined {
  return byArgument[argument.name()] ?? byGroup[command.parent?.name() ?? '']
}
