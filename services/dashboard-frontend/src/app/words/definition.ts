/** What every statistic means, wherever its name stands; each in a sentence for a newcomer. */
export const definitions = {
  difference: 'Mean return of the policy minus that of the baseline, over the same episode seeds.',
  differenceOfPair: 'Mean return of the first minus that of the second, over the same episode seeds.',
  interval95: 'The mean difference of such evaluations lies in an interval like this 95 times out of 100.',
  interval95Drawn: 'The difference with its interval, against zero (line) and the margin (shaded).',
  margin:
    'How much worse still counts as no worse: a share of the distance between playing at random and playing very well.',
  wins: 'Episodes that the policy won, tied and lost against the baseline on the same seed.',
  probability:
    'How often a random episode of the policy beats a random episode of the baseline; ties count half.',
  probabilityOfPair:
    'How often a random episode of the first returns more than a random episode of the second; ties count half.',
  verdict:
    'What the interval of the difference says: improved, equivalent, regressed, or inconclusive while it is too wide.',
  meanReturn: 'The sum of all returns divided by the number of episodes.',
  iqm: 'The mean of the middle half of the returns: outliers at either end do not count.',
  iqmDrawn:
    'The mean of the middle half of the returns, so that outliers at either end do not count, with its 95 % interval.',
  profile:
    'For every return, the share of episodes that return more. A line above another everywhere is the better policy.',
  extremes: 'The returns of its worst and of its best episode.',
  meanReturnOfTraining: 'The mean return of the last 100 finished episodes of the training.',
  stepsPerSecond: 'Environment steps for each second of training, at the last point.',
  timeLeft: 'The steps that are left, at the steps per second of the last point.',
  trainerMemory: "The trainer's arena and the heap of its worker, at the last point.",
} as const satisfies Readonly<Record<string, string>>
