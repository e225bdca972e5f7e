import { z } from 'zod'

/** What an environment is, as the catalogue shows it. Returns are sums of undiscounted rewards of one episode. */
export const environmentSchema = z.object({
  id: z.string(),
  version: z.string(),
  title: z.string(),
  observationSize: z.int(),
  actions: z.int(),
  stepsMax: z.int(),
  solvedAt: z.number().nullable().describe('mean return from which the environment counts as solved'),
  randomReturn: z.number().describe('mean return of the uniformly random policy'),
  referenceReturn: z.number().describe('return of a very good policy'),
  framesPerSecond: z.number(),
  presets: z.array(z.string()),
})

/** What an environment is, as the catalogue shows it. */
export type EnvironmentDescription = z.infer<typeof environmentSchema>

const role = z.enum(['track', 'cart', 'pole', 'axle', 'goal'])

/** One shape of a drawing, in a view box of 600 × 400 with y pointing down; colours follow the role. */
export const shapeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('line'),
    role,
    x1: z.number(),
    y1: z.number(),
    x2: z.number(),
    y2: z.number(),
    width: z.number(),
  }),
  z.object({
    kind: z.literal('rectangle'),
    role,
    x: z.number(),
    y: z.number(),
    width: z.number(),
    height: z.number(),
    radius: z.number(),
  }),
  z.object({ kind: z.literal('circle'), role, x: z.number(), y: z.number(), radius: z.number() }),
])

/** One shape of a drawing. */
export type Shape = z.infer<typeof shapeSchema>

/** An episode of playing at random, drawn frame by frame, so that a task can be seen before anything is trained. */
export const previewSchema = z.object({
  environment: z.string(),
  seed: z.int(),
  framesPerSecond: z.number(),
  return: z.number(),
  length: z.int(),
  frames: z.array(z.array(shapeSchema)),
})

/** An episode of playing at random, drawn frame by frame. */
export type Preview = z.infer<typeof previewSchema>
