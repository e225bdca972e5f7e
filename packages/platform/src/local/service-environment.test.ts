import { readConfiguration, serviceNames } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { inheritEnvironment, type PlatformFacts, serviceEnvironment } from './service-environment.ts'

const facts: PlatformFacts = {
  compileCache: '/cache',
  data: '/data',
  version: '1.2.3',
  databaseUrl: 'postgresql://tars:hush@127.0.0.1:25000/tars',
  secrets: { databasePassword: 'hush', keyPepper: 'pepper', cursorSecret: 'cursor' },
  publicUrl: 'http://127.0.0.1:3000',
  controlUrl: 'http://127.0.0.1:25001',
  controlToken: 'token',
  environment: {
    PATH: '/bin',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
    TARS_LOG_LEVEL: 'debug',
    TARS_API_KEY: 'mine',
    TARS_DATABASE_URL: 'postgresql://elsewhere/',
    TARS_PORT: '1',
    AWS_SECRET_ACCESS_KEY: 'secret',
    TARS_REGION: undefined,
  },
}

describe('the environment of a service', () => {
  it('holds what was set for services, and nothing else of the caller', () => {
    expect(inheritEnvironment(facts.environment)).toEqual({
      PATH: '/bin',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
      TARS_LOG_LEVEL: 'debug',
    })
  })

  it('gives secrets only to the service that needs them', () => {
    for (const name of serviceNames) {
      const text = JSON.stringify(serviceEnvironment(name, 25_002, facts, '/assets'))
      expect(text.includes('hush')).toBe(name !== 'dashboard-frontend')
      for (const secret of ['pepper', 'cursor', '"token"']) {
        expect(text.includes(secret), `${secret} in ${name}`).toBe(name === 'dashboard-api')
      }
    }
  })

  it('tells the API where a proxy publishes the platform, else where the gateway is', () => {
    const published = { ...facts, environment: { TARS_PUBLIC_URL: 'https://tars.example' } }
    const urlOf = (given: PlatformFacts) =>
      serviceEnvironment('dashboard-api', 25_002, given, undefined).TARS_PUBLIC_URL
    expect(urlOf(published)).toBe('https://tars.example')
    expect(urlOf(facts)).toBe(facts.publicUrl)
  })

  it('names each service alike in every life of it, and unlike that of any other data directory', () => {
    const nameIn = (given: PlatformFacts, port = 25_002) =>
      serviceEnvironment('ppo-agent', port, given, undefined).TARS_INSTANCE
    const moved = { ...facts, data: '/other' }
    const foreign = { ...facts, secrets: { ...facts.secrets, keyPepper: 'another' } }
    expect(nameIn(facts, 25_003)).toBe(nameIn(facts))
    expect(new Set([facts, moved, foreign].map((given) => nameIn(given))).size).toBe(3)
    expect(nameIn(facts)).toMatch(/^ppo-agent:[0-9a-f]{16}$/)
  })

  it('is one that every service accepts', async () => {
    for (const name of serviceNames) {
      const { configSchema } = await import(`../../../../services/${name}/src/config.ts`)
      const long = {
        ...facts,
        secrets: { ...facts.secrets, keyPepper: 'p'.repeat(43), cursorSecret: 'c'.repeat(43) },
      }
      const config = readConfiguration(configSchema, serviceEnvironment(name, 25_002, long, '/assets'))
      expect(config).toMatchObject({
        TARS_PORT: 25_002,
        TARS_VERSION: '1.2.3',
        TARS_TRACE_DIRECTORY: '/data/traces',
      })
    }
  })
})
