import { parentPort } from 'node:worker_threads'
import { play } from './play.ts'
import type { PlayOrder } from './play-message.ts'

/** Whoever asks it to stop waits for one piece. */
const pieceMs = 500

parentPort?.on('message', (order: PlayOrder) => parentPort?.postMessage(play(order, pieceMs)))
