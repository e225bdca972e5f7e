import type { ServiceStatus } from '@tars/contracts'

/** The state of a supervised service. */
export type ServiceState = ServiceStatus['state']

/** What happens to a supervised service. */
export type ServiceHappening =
  | 'spawned'
  | 'answered ready'
  | 'answered unready'
  | 'ended'
  | 'told to stop'
  | 'given up'

const transitions: Record<ServiceState, Partial<Record<ServiceHappening, ServiceState>>> = {
  starting: {
    'answered ready': 'ready',
    ended: 'restarting',
    'told to stop': 'stopping',
    'given up': 'failed',
  },
  ready: { 'answered unready': 'unready', ended: 'restarting', 'told to stop': 'stopping' },
  unready: { 'answered ready': 'ready', ended: 'restarting', 'told to stop': 'stopping' },
  restarting: { spawned: 'starting', 'told to stop': 'stopped', 'given up': 'failed' },
  stopping: { ended: 'stopped' },
  stopped: { spawned: 'starting', 'given up': 'failed' },
  failed: {},
}

/** The state after something has happened; what does not matter in a state leaves it as it is. */
export function nextState(state: ServiceState, happening: ServiceHappening): ServiceState {
  return transitions[state][happening] ?? state
}
