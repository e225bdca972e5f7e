import type { Insight } from '@tars/contracts'

/** What an insight is about, in words for a filter, and what to do about it. */
export interface InsightWords {
  name: string
  advice: string
}

/** What each kind of insight is called, and what a person should do about it. */
export const insightWords: Readonly<Record<Insight['kind'], InsightWords>> = {
  'policy.regressed': {
    name: 'Policy regressed',
    advice:
      'Keep the baseline. See in the evaluation which episodes were lost, and in the training where its curve fell.',
  },
  'policy.improved': {
    name: 'Policy improved',
    advice: 'Look at the evidence, and make the policy the baseline if it convinces you.',
  },
  'training.failed': {
    name: 'Training failed',
    advice: 'Read the error at the training. Resume it from its latest checkpoint once the cause is gone.',
  },
  'evaluation.failed': {
    name: 'Evaluation failed',
    advice: 'Read the error at the evaluation. Resume it once the cause is gone: what was played is kept.',
  },
  'evaluation.unrepeatable': {
    name: 'Evaluation not repeatable',
    advice:
      'Do not rely on its verdict. Compare the episodes that differ, then evaluate again with the present versions.',
  },
  'verification.failed': {
    name: 'Verification failed',
    advice:
      'Its verdict is neither confirmed nor refuted. Read the error at the verification, and verify again once the cause is gone.',
  },
}
