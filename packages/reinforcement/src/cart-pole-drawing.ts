import type { Drawing } from './drawing.ts'

const WIDTH = 600
const HEIGHT = 400
const METRES_ACROSS = 4.8
const PIXELS_PER_METRE = WIDTH / METRES_ACROSS
const TRACK_Y = 300
const CART_WIDTH = 50
const CART_HEIGHT = 30
const AXLE_Y = TRACK_Y - CART_HEIGHT / 4
const POLE_LENGTH = PIXELS_PER_METRE
const POLE_THICKNESS = 10

/**
 * CartPole's picture, with Gymnasium's measures: 600 × 400, the track 4.8 m wide, the pole 1 m long.
 *
 * @param state [position m, velocity, angle rad, angular velocity]; the pole leans right for positive angles.
 */
export function drawCartPole(state: ArrayLike<number>): Drawing {
  const position = state[0]!
  const angle = state[2]!
  const x = WIDTH / 2 + position * PIXELS_PER_METRE
  return {
    width: WIDTH,
    height: HEIGHT,
    shapes: [
      { kind: 'line', role: 'track', x1: 0, y1: TRACK_Y, x2: WIDTH, y2: TRACK_Y, thickness: 1 },
      {
        kind: 'rectangle',
        role: 'cart',
        x: x - CART_WIDTH / 2,
        y: TRACK_Y - CART_HEIGHT / 2,
        width: CART_WIDTH,
        height: CART_HEIGHT,
      },
      {
        kind: 'line',
        role: 'pole',
        x1: x,
        y1: AXLE_Y,
        x2: x + POLE_LENGTH * Math.sin(angle),
        y2: AXLE_Y - POLE_LENGTH * Math.cos(angle),
        thickness: POLE_THICKNESS,
      },
      { kind: 'circle', role: 'axle', x, y: AXLE_Y, radius: POLE_THICKNESS / 2 },
    ],
  }
}
