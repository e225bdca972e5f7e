import type { Operations } from './call.ts'
import { type AccountUses, createAccountOperations } from './operations/account-operations.ts'
import { createEvaluationOperations, type EvaluationUses } from './operations/evaluation-operations.ts'
import { createPolicyOperations, type PolicyUses } from './operations/policy-operations.ts'
import { createSystemOperations, type SystemUses } from './operations/system-operations.ts'
import { createTrainingOperations, type TrainingUses } from './operations/training-operations.ts'

/** All that the operations use between them. */
export type OperationUses = AccountUses & TrainingUses & PolicyUses & EvaluationUses & SystemUses

/** The operations of the route table, each bound to what it uses. */
export function createOperations(uses: OperationUses): Operations {
  return {
    ...createAccountOperations(uses),
    ...createTrainingOperations(uses),
    ...createPolicyOperations(uses),
    ...createEvaluationOperations(uses),
    ...createSystemOperations(uses),
  }
}
