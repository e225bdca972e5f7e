import { cancelTraining } from '../routes/cancel-training.ts'
import { createTraining } from '../routes/create-training.ts'
import { listCurves } from '../routes/list-curves.ts'
import { listEnvironments } from '../routes/list-environments.ts'
import { listTrainingPoints } from '../routes/list-training-points.ts'
import { listTrainings } from '../routes/list-trainings.ts'
import { previewEnvironment } from '../routes/preview-environment.ts'
import { readTraining } from '../routes/read-training.ts'
import { resumeTraining } from '../routes/resume-training.ts'
import type { OperationsOf } from './operations-of.ts'

/** What the operations of environments and trainings use. */
export type TrainingUses = Parameters<typeof createTraining>[0] & Parameters<typeof listTrainings>[0]

/** The operations of environments and trainings. */
export function createTrainingOperations(uses: TrainingUses): OperationsOf<'environments' | 'trainings'> {
  return {
    'environments.list': listEnvironments,
    'environments.preview': previewEnvironment,
    'trainings.create': (call) => createTraining(uses, call),
    'trainings.list': (call) => listTrainings(uses, call),
    'trainings.read': (call) => readTraining(uses, call),
    'trainings.points': (call) => listTrainingPoints(uses, call),
    'trainings.curves': (call) => listCurves(uses, call),
    'trainings.cancel': (call) => cancelTraining(uses, call),
    'trainings.resume': (call) => resumeTraining(uses, call),
  }
}
