import { z } from 'zod'
import { shapeSchema } from './environment.ts'
import { idSchema } from './id.ts'

/** The drawing of one episode, frame by frame. */
export const replaySchema = z.object({
  evaluationId: idSchema,
  index: z.int(),
  seed: z.int(),
  environment: z.string(),
  framesPerSecond: z.number(),
  return: z.number(),
  length: z.int(),
  matches: z.boolean().describe('whether the replayed return equals the recorded one'),
  frames: z.array(z.array(shapeSchema)),
})

/** The drawing of one episode, frame by frame. */
export type Replay = z.infer<typeof replaySchema>
