import { Command } from 'commander'
import type { CommandUses } from './command-uses.ts'
import { addAct } from './commands/act.ts'
import { addAgentsApproval } from './commands/agents-approval.ts'
import { addAgentsList } from './commands/agents-list.ts'
import { addAgentsRollback } from './commands/agents-rollback.ts'
import { addAgentsShow } from './commands/agents-show.ts'
import { addCompare } from './commands/compare.ts'
import { addCompletion } from './commands/completion.ts'
import { addDoctor } from './commands/doctor.ts'
import { addDown } from './commands/down.ts'
import { addEnvironmentsList } from './commands/environments-list.ts'
import { addEvaluate } from './commands/evaluate.ts'
import { addEvaluationsCancel } from './commands/evaluations-cancel.ts'
import { addEvaluationsList } from './commands/evaluations-list.ts'
import { addEvaluationsResume } from './commands/evaluations-resume.ts'
import { addEvaluationsShow } from './commands/evaluations-show.ts'
import { addInsights } from './commands/insights.ts'
import { addLink } from './commands/link.ts'
import { addLogs } from './commands/logs.ts'
import { addPoliciesExport } from './commands/policies-export.ts'
import { addPoliciesList } from './commands/policies-list.ts'
import { addPoliciesPromote } from './commands/policies-promote.ts'
import { addPoliciesShow } from './commands/policies-show.ts'
import { addPromotionsApprove } from './commands/promotions-approve.ts'
import { addPromotionsList } from './commands/promotions-list.ts'
import { addPromotionsPropose } from './commands/promotions-propose.ts'
import { addPromotionsReject } from './commands/promotions-reject.ts'
import { addPromotionsShow } from './commands/promotions-show.ts'
import { addStatus } from './commands/status.ts'
import { addTest } from './commands/test.ts'
import { addTrace } from './commands/trace.ts'
import { addTrain } from './commands/train.ts'
import { addTrainingsCancel } from './commands/trainings-cancel.ts'
import { addTrainingsList } from './commands/trainings-list.ts'
import { addTrainingsResume } from './commands/trainings-resume.ts'
import { addTrainingsShow } from './commands/trainings-show.ts'
import { addUp } from './commands/up.ts'
import { wrap } from './terminal/text.ts'

const epilogue = [
  'Without --data, the variables TARS_URL and TARS_API_KEY say where a platform on another machine is.',
  'Exit codes: 0 done, 1 the work failed or the verdict is bad, 2 wrong usage, 3 the platform is not reachable, 130 stopped by Ctrl-C.',
]

type Add = (parent: Command, uses: CommandUses) => void

const groups: readonly (readonly [name: string, description: string, commands: readonly Add[]])[] = [
  [
    'trainings',
    'list, show, cancel and resume trainings',
    [addTrainingsList, addTrainingsShow, addTrainingsCancel, addTrainingsResume],
  ],
  [
    'policies',
    'list, show, promote and export policies',
    [addPoliciesList, addPoliciesShow, addPoliciesPromote, addPoliciesExport],
  ],
  [
    'evaluations',
    'list, show, cancel and resume evaluations',
    [addEvaluationsList, addEvaluationsShow, addEvaluationsCancel, addEvaluationsResume],
  ],
  [
    'agents',
    'list, show, roll back and configure agents',
    [addAgentsList, addAgentsShow, addAgentsRollback, addAgentsApproval],
  ],
  [
    'promotions',
    'list, show, propose and decide promotions',
    [addPromotionsList, addPromotionsShow, addPromotionsPropose, addPromotionsApprove, addPromotionsReject],
  ],
  ['environments', 'list environments', [addEnvironmentsList]],
]

/** The whole command line: every command, help and usage errors go through the terminal, nothing ends the process. */
export function createProgram(uses: CommandUses): Command {
  const program = new Command('tars')
    .description('Train, Assess, Release, Sustain: reinforcement-learning policies with honest statistics.')
    .version(uses.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => uses.terminal.write(text.trimEnd()),
      writeErr: (text) => uses.terminal.note(text.trimEnd()),
      getOutHelpWidth: () => uses.terminal.columns,
      getErrHelpWidth: () => uses.terminal.columns,
    })
    .showHelpAfterError('See --help.')
    .configureHelp({ minWidthToWrap: 10 })
    .addHelpText('after', () =>
      epilogue.flatMap((line) => ['', ...wrap(line, uses.terminal.columns)]).join('\n'),
    )
  program.commandsGroup('The platform:')
  for (const add of [addUp, addDown, addStatus, addLogs, addDoctor, addLink, addTrace]) add(program, uses)
  program.commandsGroup('Policies:')
  for (const add of [addTrain, addEvaluate, addCompare, addAct]) add(program, uses)
  program.commandsGroup('What there is:')
  for (const [name, description, commands] of groups) {
    const group = program.command(name).description(description)
    for (const add of commands) add(group, uses)
  }
  addInsights(program, uses)
  program.commandsGroup('This command line:')
  for (const add of [addTest, addCompletion]) add(program, uses)
  return program.helpCommand('help [command]', 'display help for a command')
}
