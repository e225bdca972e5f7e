import { describe, expect, it } from 'vitest'
import { advance, changeSpeed, pressKey, seek, startPlayback, toggle } from './playback.ts'

describe('a replay', () => {
  it('plays at the pace of its environment, times its speed', () => {
    const one = advance(startPlayback(true), 100, 500, 50)
    expect(one.position).toBe(5)
    expect(advance({ ...one, speed: 2 }, 100, 500, 50).position).toBe(15)
  })

  it('stands still while paused and stops at its last frame', () => {
    expect(advance(startPlayback(false), 100, 500, 50).position).toBe(0)
    expect(advance(startPlayback(true), 60_000, 500, 50)).toEqual({ position: 499, playing: false, speed: 1 })
    expect(advance(startPlayback(true), 10, 0, 50).playing).toBe(false)
  })

  it('pauses when it is moved by hand, and stays inside its frames', () => {
    expect(seek(startPlayback(true), 900, 500)).toEqual({ position: 499, playing: false, speed: 1 })
    expect(seek(startPlayback(true), -1, 500).position).toBe(0)
  })

  it('plays on from where it was paused, and from the start once it has ended', () => {
    expect(toggle({ position: 30, playing: false, speed: 1 }, 500).position).toBe(30)
    expect(toggle({ position: 499, playing: false, speed: 1 }, 500)).toMatchObject({
      position: 0,
      playing: true,
    })
    expect(toggle(startPlayback(true), 500).playing).toBe(false)
  })

  it('has a slowest and a fastest speed', () => {
    expect(changeSpeed(startPlayback(true), 1).speed).toBe(2)
    expect(changeSpeed({ ...startPlayback(true), speed: 4 }, 1).speed).toBe(4)
    expect(changeSpeed({ ...startPlayback(true), speed: 0.25 }, -1).speed).toBe(0.25)
  })

  it('obeys the keyboard and leaves other keys alone', () => {
    const at = { position: 10.7, playing: true, speed: 1 }
    expect(pressKey(at, ' ', 500)!.playing).toBe(false)
    expect(pressKey(at, 'k', 500)!.playing).toBe(false)
    expect(pressKey(at, 'ArrowLeft', 500)!.position).toBe(9)
    expect(pressKey(at, 'ArrowRight', 500)!.position).toBe(11)
    expect(pressKey(at, 'Home', 500)!.position).toBe(0)
    expect(pressKey(at, 'End', 500)!.position).toBe(499)
    expect(pressKey(at, '+', 500)!.speed).toBe(2)
    expect(pressKey(at, '-', 500)!.speed).toBe(0.5)
    expect(pressKey(at, 'x', 500)).toBeUndefined()
  })
})
