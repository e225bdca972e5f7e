import type { ReceiptCheck, Verification } from '@tars/contracts'
import type { ToneSentence } from './describe-system.ts'
import { countOf, formatRatio } from './quantity.ts'

/** What each fact of a receipt is called, and what it is. */
export const checkWords: Readonly<Record<ReceiptCheck['name'], { name: string; means: string }>> = {
  policyHash: { name: 'Policy', means: 'SHA-256 of the weights that were played.' },
  environmentVersion: { name: 'Environment', means: 'The version of the environment that was played.' },
  seedsHash: { name: 'Seeds', means: 'SHA-256 of the reset seeds, in order.' },
  returnsHash: { name: 'Returns', means: 'SHA-256 of the returns of the policy, in order.' },
  baselineReturnsHash: {
    name: 'Returns of the baseline',
    means: 'SHA-256 of the returns of the baseline, in order.',
  },
}

/** What a verification has found, or how far it is, in one sentence. */
export function describeVerification(verification: Verification): ToneSentence {
  const { state, matches, error, differing } = verification
  if (state === 'queued') return { tone: 'nothing', sentence: 'Waits to be played again.' }
  if (state === 'running') return { tone: 'running', sentence: describeProgress(verification) }
  if (state === 'failed') {
    return { tone: 'bad', sentence: `It could not be played again: ${error ?? 'no reason was given'}` }
  }
  if (matches === true) {
    const sentence = `Repeatable: ${countOf(verification.episodesTotal, 'episode')} of both sides were played again, and every return is the recorded one, to the bit.`
    return { tone: 'good', sentence }
  }
  if (differing !== null && differing > 0) {
    const sentence = `Not repeatable: ${countOf(differing, 'episode')} of ${countOf(verification.episodesTotal, 'episode')} went another way than recorded.`
    return { tone: 'bad', sentence }
  }
  return { tone: 'bad', sentence: 'Not repeatable: the receipt says something else than what was found.' }
}

/** The share of its episodes that a verification has played again, 0–1. */
export function verificationRatio({ episodesDone, episodesTotal }: Verification): number {
  return episodesTotal === 0 ? 0 : Math.min(1, episodesDone / episodesTotal)
}

function describeProgress(verification: Verification): string {
  const done = formatRatio(Math.floor(verificationRatio(verification) * 100) / 100)
  return `${done} of ${countOf(verification.episodesTotal, 'episode')} played again.`
}
