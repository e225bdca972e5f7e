import type { ServiceStatus, SystemStatus } from '@tars/contracts'
import { countOf } from './quantity.ts'
import type { Tone } from './tone.ts'

const stateWords: Readonly<Record<ServiceStatus['state'], string>> = {
  starting: 'is starting',
  ready: 'is ready',
  unready: 'is not ready',
  restarting: 'is restarting',
  stopping: 'is stopping',
  stopped: 'is stopped',
  failed: 'has failed',
}

/** A sentence with the tone that its chip takes. */
export interface ToneSentence {
  tone: Tone
  sentence: string
}

/** Whether everything is well, in one sentence that names what is not. */
export function describeHealth(system: SystemStatus): ToneSentence {
  const away = system.services.filter(({ state }) => state !== 'ready')
  const restarts = system.services.reduce((sum, service) => sum + service.restarts, 0)
  if (system.database.state !== 'ready') return { tone: 'bad', sentence: 'The database is not ready.' }
  if (away.length > 0) {
    const named = away.map(({ name, state }) => `${name} ${stateWords[state]}`).join(', ')
    const failed = away.some(({ state }) => state === 'failed' || state === 'unready')
    return { tone: failed ? 'bad' : 'unsure', sentence: `${named}.` }
  }
  if (system.migrations.pending > 0) {
    return { tone: 'unsure', sentence: `${countOf(system.migrations.pending, 'migration')} not applied yet.` }
  }
  const history = restarts === 0 ? 'nothing was restarted' : `${countOf(restarts, 'restart')} since the start`
  return {
    tone: 'good',
    sentence: `All ${countOf(system.services.length, 'service')} and the database are ready; ${history}.`,
  }
}

/** Which version runs now, in one sentence that names every version where services differ. */
export function describeRelease(system: SystemStatus): ToneSentence {
  const versions = [...new Set(system.services.map(({ version }) => version))].sort()
  if (versions.length > 1) {
    return { tone: 'unsure', sentence: `Versions ${versions.join(' and ')} run side by side.` }
  }
  const version = versions[0] ?? system.version
  return {
    tone: 'nothing',
    sentence: `Version ${version} runs on all ${countOf(system.services.length, 'service')}. No rollout is under way.`,
  }
}
