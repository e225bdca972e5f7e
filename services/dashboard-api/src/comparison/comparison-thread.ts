import { parentPort } from 'node:worker_threads'
import { compareGroup } from './compare-group.ts'
import type { ComparisonOrder } from './comparison-message.ts'

parentPort?.on('message', ({ groups, seed }: ComparisonOrder) =>
  parentPort?.postMessage(groups.map((group) => compareGroup(group, seed))),
)
