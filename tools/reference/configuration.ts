import { databaseConfiguration, type ServiceName, serviceConfiguration, serviceNames } from '@tars/contracts'
import { z } from 'zod'
import { serviceEnvironment } from '../../packages/platform/src/local/service-environment.ts'
import { configSchema as apiConfig } from '../../services/dashboard-api/src/config.ts'
import { configSchema as frontendConfig } from '../../services/dashboard-frontend/src/config.ts'
import { configSchema as insightConfig } from '../../services/insight-engine/src/config.ts'
import { configSchema as orchestrationConfig } from '../../services/orchestration-agent/src/config.ts'
import { configSchema as ppoConfig } from '../../services/ppo-agent/src/config.ts'
import { code, linkTo, renderPage, renderTable } from './page.ts'
import { listFields, toJsonSchema } from './shape.ts'
import { describeDefault } from './shape-table.ts'

const schemas: Readonly<Record<ServiceName, z.ZodObject>> = {
  'dashboard-api': apiConfig,
  'orchestration-agent': orchestrationConfig,
  'ppo-agent': ppoConfig,
  'insight-engine': insightConfig,
  'dashboard-frontend': frontendConfig,
}

const intro = `Each service reads its variables once, at its start; an empty one counts as absent, and every wrong one is told at once
(${linkTo('CONFIG_INVALID', 'errors.md')}). *passed on*: \`./tars up\` hands your value to the services that it starts; all
others it sets itself, and they are yours to set only where you run a service without it. The variables of the command line
are on [its own page](command-line.md#variables).`

/** The page of every variable of every service: type, range, default and meaning. */
export function describeConfiguration(): string {
  const groups = [
    { heading: 'Every service', shape: serviceConfiguration, services: serviceNames },
    {
      heading: 'Services with the database',
      shape: databaseConfiguration,
      services: serviceNames.filter((name) => 'TARS_DATABASE_URL' in schemas[name].shape),
    },
    ...serviceNames.map((name) => ({ heading: name, shape: ownShapeOf(name), services: [name] })),
  ].filter(({ shape }) => Object.keys(shape).length > 0)
  return renderPage({
    title: 'Configuration',
    source: 'services/*/src/config.ts and packages/contracts/src/service-configuration.ts',
    blocks: [
      intro,
      groups.map(({ heading }) => `- ${linkTo(heading)}`).join('\n'),
      ...groups.flatMap(({ heading, shape, services }) => [
        `## ${heading}`,
        services.length > 1 ? `Read by ${services.map(code).join(', ')}.` : '',
        describeVariables(shape, services[0]!),
      ]),
    ],
  })
}

function ownShapeOf(name: ServiceName): z.ZodRawShape {
  const shared = { ...serviceConfiguration, ...databaseConfiguration }
  return Object.fromEntries(Object.entries(schemas[name].shape).filter(([key]) => !(key in shared)))
}

function describeVariables(shape: z.ZodRawShape, service: ServiceName): string {
  const fields = listFields(toJsonSchema(z.object(shape), 'input'), code)
  return renderTable({
    columns: ['variable', 'type', 'default', 'passed on', 'what'],
    rows: fields.map(({ name, type, isRequired, fallback, description }) => [
      code(name),
      type,
      describeDefault({ isRequired, fallback }),
      isPassedOn(name, service) ? 'yes' : 'no',
      description,
    ]),
  })
}

/** Asks the platform itself whether a service that it starts gets what a person has set. */
function isPassedOn(variable: string, service: ServiceName): boolean {
  // The supervisor uses this one before any service starts: it decides whether the embedded server is needed.
  if (variable === 'TARS_DATABASE_URL') return true
  const facts = {
    ...{ data: '', compileCache: '', version: '', databaseUrl: '', publicUrl: '', controlUrl: '' },
    controlToken: '',
    secrets: { keyPepper: '', cursorSecret: '', databasePassword: '' },
    environment: { [variable]: 'given' },
  }
  return serviceEnvironment(service, 0, facts, '')[variable] === 'given'
}
