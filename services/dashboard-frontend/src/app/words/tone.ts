import type { EvaluationState, Insight, ServiceStatus, TrainingState, Verdict } from '@tars/contracts'

/** The five states that a colour may mean; each has its own mark, so that colour is never alone. */
export type Tone = 'good' | 'bad' | 'unsure' | 'running' | 'nothing'

/** The mark that stands beside each colour. */
export const toneMarks: Readonly<Record<Tone, string>> = {
  good: '●',
  bad: '▲',
  unsure: '◆',
  running: '◐',
  nothing: '○',
}

/** The tone of each state of a training or an evaluation. */
export const workTones: Readonly<Record<TrainingState | EvaluationState, Tone>> = {
  queued: 'nothing',
  running: 'running',
  scored: 'running',
  completed: 'good',
  judged: 'nothing',
  failed: 'bad',
  cancelled: 'nothing',
}

/** The tone of each verdict. */
export const verdictTones: Readonly<Record<Verdict, Tone>> = {
  improved: 'good',
  equivalent: 'good',
  regressed: 'bad',
  inconclusive: 'unsure',
}

/** The tone of each state of a service. */
export const serviceTones: Readonly<Record<ServiceStatus['state'], Tone>> = {
  starting: 'running',
  ready: 'good',
  unready: 'bad',
  restarting: 'unsure',
  stopping: 'running',
  stopped: 'nothing',
  failed: 'bad',
}

/** The tone of each severity of an insight. */
export const severityTones: Readonly<Record<Insight['severity'], Tone>> = {
  info: 'nothing',
  warning: 'unsure',
  critical: 'bad',
}

/** What each verdict means, in one sentence for a newcomer. */
export const verdictMeanings: Readonly<Record<Verdict, string>> = {
  improved: 'Better: the whole interval of the difference lies above zero.',
  equivalent:
    'As good: the whole interval lies within the margin around zero, so no difference that matters.',
  regressed: 'Worse: the interval lies below zero, and the difference is larger than the margin.',
  inconclusive:
    'Too uncertain to say: the interval reaches beyond the margin. More episodes make it narrower.',
}
