import { parentPort } from 'node:worker_threads'
import { play } from './play.ts'
import type { PlayOrder } from './play-message.ts'

parentPort?.on('message', (order: PlayOrder) => parentPort?.postMessage(play(order)))
