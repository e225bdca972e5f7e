import type { Operations } from './call.ts'
import { cancelEvaluation } from './routes/cancel-evaluation.ts'
import { cancelTraining } from './routes/cancel-training.ts'
import { completeSetup } from './routes/complete-setup.ts'
import { createEvaluation } from './routes/create-evaluation.ts'
import { createLiveTicket } from './routes/create-live-ticket.ts'
import { type CreateSessionUses, createSession } from './routes/create-session.ts'
import { createSetupLink } from './routes/create-setup-link.ts'
import { createTraining } from './routes/create-training.ts'
import { deleteSession } from './routes/delete-session.ts'
import { listAgents } from './routes/list-agents.ts'
import { listEnvironments } from './routes/list-environments.ts'
import { listEpisodes } from './routes/list-episodes.ts'
import { listEvaluations } from './routes/list-evaluations.ts'
import { listInsights } from './routes/list-insights.ts'
import { listPolicies } from './routes/list-policies.ts'
import { listTrainingPoints } from './routes/list-training-points.ts'
import { listTrainings } from './routes/list-trainings.ts'
import { promotePolicy } from './routes/promote-policy.ts'
import { readEvaluation } from './routes/read-evaluation.ts'
import { readPolicy } from './routes/read-policy.ts'
import { readPolicyFile } from './routes/read-policy-file.ts'
import { readSession } from './routes/read-session.ts'
import { readSetup } from './routes/read-setup.ts'
import { readSystem } from './routes/read-system.ts'
import { readTraining } from './routes/read-training.ts'
import { replayEpisode } from './routes/replay-episode.ts'

/** All that the operations use between them. */
export type OperationUses = CreateSessionUses &
  Parameters<typeof deleteSession>[0] &
  Parameters<typeof createLiveTicket>[0] &
  Parameters<typeof createTraining>[0] &
  Parameters<typeof listTrainings>[0] &
  Parameters<typeof readSystem>[0]

/** The operations of the route table, each bound to what it uses. */
export function createOperations(uses: OperationUses): Operations {
  return {
    'setup.read': () => readSetup(uses),
    'setup.complete': (call) => completeSetup(uses, call),
    'setup.link': (call) => createSetupLink(uses, call),
    'session.create': (call) => createSession(uses, call),
    'session.read': readSession,
    'session.delete': (call) => deleteSession(uses, call),
    'live.ticket': (call) => createLiveTicket(uses, call),
    'environments.list': listEnvironments,
    'agents.list': (call) => listAgents(uses, call),
    'trainings.create': (call) => createTraining(uses, call),
    'trainings.list': (call) => listTrainings(uses, call),
    'trainings.read': (call) => readTraining(uses, call),
    'trainings.points': (call) => listTrainingPoints(uses, call),
    'trainings.cancel': (call) => cancelTraining(uses, call),
    'policies.list': (call) => listPolicies(uses, call),
    'policies.read': (call) => readPolicy(uses, call),
    'policies.file': (call) => readPolicyFile(uses, call),
    'policies.promote': (call) => promotePolicy(uses, call),
    'evaluations.create': (call) => createEvaluation(uses, call),
    'evaluations.list': (call) => listEvaluations(uses, call),
    'evaluations.read': (call) => readEvaluation(uses, call),
    'evaluations.cancel': (call) => cancelEvaluation(uses, call),
    'evaluations.episodes': (call) => listEpisodes(uses, call),
    'evaluations.replay': (call) => replayEpisode(uses, call),
    'insights.list': (call) => listInsights(uses, call),
    'system.read': () => readSystem(uses),
  }
}
