import { parentPort, workerData } from 'node:worker_threads'
import { learn } from './learn.ts'
import type { TrainOrder } from './train-message.ts'

learn(workerData as TrainOrder, (message) => parentPort?.postMessage(message))
