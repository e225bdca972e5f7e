import { drawCartPole } from './cart-pole-drawing.ts'
import type { EnvironmentModel } from './environment.ts'
import { createPcg64 } from './pcg64.ts'

const GRAVITY = 9.8
const CART_MASS = 1.0
const POLE_MASS = 0.1
const TOTAL_MASS = POLE_MASS + CART_MASS
const POLE_HALF_LENGTH = 0.5
const POLE_MASS_LENGTH = POLE_MASS * POLE_HALF_LENGTH
const FORCE = 10.0
const STEP_SECONDS = 0.02
const POSITION_MAX = 2.4
const ANGLE_MAX = (12 * 2 * Math.PI) / 360
const START_MAX = 0.05

/**
 * CartPole-v1: keep a pole upright by pushing its cart left (0) or right (1).
 *
 * State [position, velocity, angle, angular velocity] in metres, radians and seconds, float64; the observation is the
 * same in float32. Explicit Euler: positions move by the old velocities. Reward 1 on every step, the last one too.
 *
 * @source Barto, Sutton & Anderson 1983; Gymnasium 1.4.0 `cartpole.py`, to the order of its operations.
 */
export const cartPole: EnvironmentModel = {
  description: {
    id: 'CartPole-v1',
    version: '1',
    observationSize: 4,
    actions: 2,
    stepsMax: 500,
    solvedAt: 475,
    randomReturn: 22.3,
    referenceReturn: 500,
    framesPerSecond: 50,
  },
  stateSize: 4,
  reset(states, at, seed) {
    const generator = createPcg64(seed)
    for (let i = 0; i < 4; i++) states[at + i] = generator.uniform(-START_MAX, START_MAX)
  },
  advance(states, at, action) {
    const velocity = states[at + 1]!
    const angle = states[at + 2]!
    const angularVelocity = states[at + 3]!
    const force = action === 1 ? FORCE : -FORCE
    const cosine = Math.cos(angle)
    const sine = Math.sin(angle)
    const push = (force + POLE_MASS_LENGTH * (angularVelocity * angularVelocity) * sine) / TOTAL_MASS
    const angularAcceleration =
      (GRAVITY * sine - cosine * push) /
      (POLE_HALF_LENGTH * (4.0 / 3.0 - (POLE_MASS * (cosine * cosine)) / TOTAL_MASS))
    const acceleration = push - (POLE_MASS_LENGTH * angularAcceleration * cosine) / TOTAL_MASS
    states[at] = states[at]! + STEP_SECONDS * velocity
    states[at + 1] = velocity + STEP_SECONDS * acceleration
    states[at + 2] = angle + STEP_SECONDS * angularVelocity
    states[at + 3] = angularVelocity + STEP_SECONDS * angularAcceleration
    return 1
  },
  isTerminal: (states, at) => Math.abs(states[at]!) > POSITION_MAX || Math.abs(states[at + 2]!) > ANGLE_MAX,
  observe(states, at, into, intoAt) {
    for (let i = 0; i < 4; i++) into[intoAt + i] = states[at + i]!
  },
  draw: drawCartPole,
}
