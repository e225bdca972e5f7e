import { describeFault, findFaults, type PlatformFault, type SystemStatus, type Work } from '@tars/contracts'
import { formatClock } from './moment.ts'
import { countOf } from './quantity.ts'
import type { Tone } from './tone.ts'

/** A sentence with the tone that its chip takes. */
export interface ToneSentence {
  tone: Tone
  sentence: string
}

/** A sentence with its tone, and the same in a word or two for a chip beside it. */
export interface Standing extends ToneSentence {
  state: string
}

/** Whether everything is well, in one sentence that names what is not. Without `work` it cannot be read. */
export function describeHealth(system: SystemStatus, work: Work | undefined): Standing {
  const faults = findFaults(system, work)
  if (faults.length > 0) {
    return {
      tone: faults.some(isGrave) ? 'bad' : 'unsure',
      state: 'needs a look',
      sentence: `${faults.map(describeFault).join(', ').replace(/^the /, 'The ')}.`,
    }
  }
  const restarts = system.services.reduce((sum, service) => sum + service.restarts, 0)
  const history = restarts === 0 ? 'nothing was restarted' : `${countOf(restarts, 'restart')} since the start`
  return {
    tone: 'good',
    state: 'healthy',
    sentence: `All ${countOf(system.services.length, 'service')} and the database are ready; ${history}.`,
  }
}

/** Whether a fault takes something away now; the others pass by themselves or can wait. */
function isGrave(fault: PlatformFault): boolean {
  if (fault.kind === 'service') return fault.state === 'failed' || fault.state === 'unready'
  return fault.kind !== 'migrations' && fault.kind !== 'api'
}

/** Which version runs now, in one sentence that names every version where services differ; only what is ready runs. */
export function describeRelease(system: SystemStatus): Standing {
  const { services } = system
  const ready = services.filter(({ state }) => state === 'ready')
  const versions = [...new Set(ready.map(({ version }) => version))].sort()
  const all = countOf(services.length, 'service')
  if (versions.length === 0) {
    const sentence = `No service is ready. Version ${system.version} was started.`
    return { tone: 'bad', state: 'nothing runs', sentence }
  }
  if (versions.length > 1) {
    const sentence = `Versions ${versions.join(' and ')} run side by side.`
    return { tone: 'unsure', state: 'mixed versions', sentence }
  }
  if (ready.length < services.length) {
    const sentence = `Version ${versions[0]} runs on ${ready.length} of ${all}; the others are not ready.`
    return { tone: 'unsure', state: 'not all ready', sentence }
  }
  const sentence = `Version ${versions[0]} runs on all ${all}. No rollout is under way.`
  return { tone: 'nothing', state: 'no rollout', sentence }
}

/** What held when it was read, in milliseconds since the epoch, and cannot be read now: no longer sure. */
export function describeLastKnown({ sentence }: ToneSentence, readAtMs: number): Standing {
  const at = formatClock(new Date(readAtMs).toISOString())
  return { tone: 'unsure', state: 'not known now', sentence: `As of ${at}: ${sentence}` }
}
