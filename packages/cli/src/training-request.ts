import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { listProblems, type TrainingRequest, trainingRequestSchema } from '@tars/contracts'
import { checkHyperParameters, parseAssignments } from './hyper-parameter.ts'
import { usageError } from './usage-error.ts'

/** What the command line says about a training. */
export interface TrainingOptions {
  readonly environment: string
  readonly preset?: string
  readonly seed: number
  readonly steps?: number
  /** A JSON file of hyper-parameters. */
  readonly config?: string
  /** `key=value` pairs, which win over the file. */
  readonly set?: readonly string[]
  readonly name?: string
}

const configurationBytesMax = 65_536

/**
 * The request that a command line asks for, checked as far as is possible without the platform.
 *
 * @throws {TarsError} USAGE when the file cannot be used, a hyper-parameter is unknown or a value is out of its range.
 */
export async function readTrainingRequest(options: TrainingOptions, cwd: string): Promise<TrainingRequest> {
  const configuration = {
    ...(options.config === undefined ? {} : await readConfigurationFile(resolve(cwd, options.config))),
    ...parseAssignments(options.set ?? []),
  }
  checkHyperParameters(configuration)
  const parsed = trainingRequestSchema.safeParse({
    environment: options.environment,
    agent: options.name,
    preset: options.preset,
    seed: options.seed,
    steps: options.steps,
    configuration: Object.keys(configuration).length === 0 ? undefined : configuration,
  })
  if (parsed.success) return parsed.data
  throw usageError('The training cannot be asked for like this:', listProblems(parsed.error))
}

async function readConfigurationFile(path: string): Promise<Record<string, unknown>> {
  const bytes = await readBeginning(path).catch((cause: NodeJS.ErrnoException) => {
    throw usageError(`The configuration file ${path} cannot be read (${cause.code ?? cause.message}).`)
  })
  if (bytes.length > configurationBytesMax)
    throw usageError(`The configuration file ${path} is larger than 64 KiB.`)
  const value = parseJson(bytes.toString('utf8'), path)
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>
  throw usageError(`The configuration file ${path} must hold one JSON object of hyper-parameters.`)
}

/** A file as far as it may go and one byte more: it may be a device or a pipe, which have no size and perhaps no end. */
async function readBeginning(path: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of createReadStream(path, { end: configurationBytesMax })) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw usageError(`The configuration file ${path} is not JSON: ${(error as Error).message}`)
  }
}
