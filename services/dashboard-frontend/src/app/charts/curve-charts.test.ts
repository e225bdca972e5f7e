import { type TrainingPoint, trainingPointSchema } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { axisSteps, curveCharts, formatAxis, measurements } from './curve-charts.ts'

const point: TrainingPoint = {
  steps: 1_000,
  seconds: 2,
  episodes: 30,
  returnMean: null,
  lengthMean: null,
  policyLoss: -0.01,
  valueLoss: 12.5,
  entropy: 0.69,
  approximateKl: 0.004,
  clipRatio: 0.125,
  explainedVariance: null,
  learningRate: 0.001,
  stepsPerSecond: 12_345,
  memoryBytes: 48_200_000,
}

describe('the charts of a training', () => {
  it('show every measurement in its own unit', () => {
    const shown = curveCharts.map(({ name, pick, format }) => {
      const value = pick(point)
      return `${name} ${value === null ? 'nothing' : format(value)}`.replaceAll('\u00a0', ' ')
    })
    expect(shown).toEqual([
      'Policy loss −0.01',
      'Value loss 12.5',
      'Entropy 0.69',
      'Approximate KL 0.004',
      'Clipped share 12.5 %',
      'Explained variance nothing',
      'Steps per second 12.3 k',
      'Memory 48.2 MB',
    ])
  })

  it('export every measurement there is', () => {
    expect([...measurements].sort()).toEqual(Object.keys(trainingPointSchema.shape).sort())
  })

  it('have ticks at distances that are round in their unit', () => {
    for (const steps of Object.values(axisSteps)) expect([...steps]).toEqual([...steps].sort((a, b) => a - b))
    const long = axisSteps.seconds.filter((step) => step >= 60)
    expect(long.map((step) => formatAxis('seconds', step)).filter((text) => text.includes(' '))).toEqual([])
  })

  it('name the unit of their axis', () => {
    expect(
      [0, 2_500, 20_000, 1e6, 1.25e6].map((steps) => formatAxis('steps', steps).replaceAll('\u00a0', ' ')),
    ).toEqual(['0', '2.5 k', '20 k', '1 M', '1.25 M'])
    expect(formatAxis('seconds', 90).replaceAll('\u00a0', ' ')).toBe('1 min 30 s')
    expect(formatAxis('episodes', 90)).toBe('90 ep.')
  })
})
