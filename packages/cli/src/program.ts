import { Command } from 'commander'
import type { CommandUses } from './command-uses.ts'
import { addDown } from './commands/down.ts'
import { addEnvironmentsList } from './commands/environments-list.ts'
import { addEvaluate } from './commands/evaluate.ts'
import { addEvaluationsList } from './commands/evaluations-list.ts'
import { addEvaluationsShow } from './commands/evaluations-show.ts'
import { addInsights } from './commands/insights.ts'
import { addLink } from './commands/link.ts'
import { addLogs } from './commands/logs.ts'
import { addPoliciesExport } from './commands/policies-export.ts'
import { addPoliciesList } from './commands/policies-list.ts'
import { addPoliciesPromote } from './commands/policies-promote.ts'
import { addPoliciesShow } from './commands/policies-show.ts'
import { addStatus } from './commands/status.ts'
import { addTest } from './commands/test.ts'
import { addTrace } from './commands/trace.ts'
import { addTrain } from './commands/train.ts'
import { addTrainingsCancel } from './commands/trainings-cancel.ts'
import { addTrainingsList } from './commands/trainings-list.ts'
import { addTrainingsShow } from './commands/trainings-show.ts'
import { addUp } from './commands/up.ts'

const epilogue = `
Without --data, the variables TARS_URL and TARS_API_KEY say where a platform on another machine is.
Exit codes: 0 done, 1 the work failed or the verdict is bad, 2 wrong usage, 3 the platform is not reachable.`

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
    .addHelpText('after', epilogue)
  for (const add of [addUp, addDown, addStatus, addLogs, addLink, addTest, addTrain]) add(program, uses)
  const trainings = program.command('trainings').description('list, show and cancel trainings')
  for (const add of [addTrainingsList, addTrainingsShow, addTrainingsCancel]) add(trainings, uses)
  const policies = program.command('policies').description('list, show, promote and export policies')
  for (const add of [addPoliciesList, addPoliciesShow, addPoliciesPromote, addPoliciesExport])
    add(policies, uses)
  addEvaluate(program, uses)
  const evaluations = program.command('evaluations').description('list and show evaluations')
  for (const add of [addEvaluationsList, addEvaluationsShow]) add(evaluations, uses)
  addEnvironmentsList(program.command('environments').description('list environments'), uses)
  for (const add of [addInsights, addTrace]) add(program, uses)
  return program
}
