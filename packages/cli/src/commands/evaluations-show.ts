import type { Evaluation, Id } from '@tars/contracts'
import type { Command } from 'commander'
import { answer } from '../answer.ts'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { idOf } from '../option.ts'
import { type Toned, tonedState } from '../terminal/colour.ts'
import { renderFacts } from '../terminal/table.ts'
import { formatAge } from '../terminal/time.ts'
import { renderVerdict } from '../terminal/verdict.ts'

/** Adds `tars evaluations show`: one evaluation, its verdict first. */
export function addEvaluationsShow(evaluations: Command, uses: CommandUses): void {
  defineCommand(evaluations, {
    usage: 'show',
    summary: 'show the verdict, the score and the receipt of one evaluation',
    example: 'evaluations show 019a0c5e-7a6b-7c3d-8e4f-5a6b7c8d9e0f',
  })
    .argument('<id>', 'id of the evaluation', idOf('evaluation'))
    .action(async (id: Id, options: CommonOptions) => {
      const { client } = await connect(uses, options.data)
      const evaluation = await client.call('evaluations.read', { params: { id } })
      answer(uses, options.json, evaluation, (paint, width) => [
        ...renderVerdict(evaluation, width, paint),
        '',
        ...renderFacts(listFacts(evaluation, uses.now()), width, paint),
      ])
    })
}

function listFacts(evaluation: Evaluation, nowMs: number): [string, Toned][] {
  const facts: [string, Toned | null][] = [
    ['evaluation', evaluation.id],
    ['policy', evaluation.policyId],
    ['environment', evaluation.environment],
    ['state', tonedState(evaluation.state)],
    ['episodes', `${evaluation.episodes}, suite seed ${evaluation.seed}, ${evaluation.mode}`],
    ['returns hash', evaluation.score?.returnsHash ?? null],
    ['policy hash', evaluation.receipt?.policyHash ?? null],
    ['trace', evaluation.traceId],
    ['made', `${formatAge(evaluation.createdAt, nowMs)} (${evaluation.createdAt})`],
  ]
  return facts.filter((fact): fact is [string, Toned] => fact[1] !== null)
}
