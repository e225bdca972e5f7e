import { readConfiguration } from '@tars/contracts'
import { runService } from '@tars/telemetry'
import { configSchema } from './config.ts'
import { startService } from './service.ts'

await runService({
  name: 'dashboard-frontend',
  readConfig: () => readConfiguration(configSchema, process.env),
  start: startService,
})
