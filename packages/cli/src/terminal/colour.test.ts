import { describe, expect, it } from 'vitest'
import { createPaint, textOf, tonedState } from './colour.ts'

describe('colour', () => {
  it('writes an ANSI style around the text when colours are on', () => {
    expect(createPaint(true)({ text: 'ready', tone: 'good' })).toBe('\u001b[32mready\u001b[39m')
  })

  it('leaves the word alone when colours are off, so that the state is still told', () => {
    expect(createPaint(false)({ text: 'regressed', tone: 'bad' })).toBe('regressed')
    expect(createPaint(true)('plain')).toBe('plain')
  })

  it.each([
    ['ready', 'good'],
    ['regressed', 'bad'],
    ['inconclusive', 'unsure'],
    ['running', 'running'],
    ['queued', 'nothing'],
  ])('gives the state %s the tone %s', (state, tone) => {
    expect(tonedState(state)).toEqual({ text: state, tone })
    expect(textOf(tonedState(state))).toBe(state)
  })
})
