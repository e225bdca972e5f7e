import { access } from 'node:fs/promises'
import { join } from 'node:path'
import staticFiles from '@fastify/static'
import { TarsError } from '@tars/contracts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** How long a browser keeps a file whose name holds a hash of its content. */
const immutableFor = 'public, max-age=31536000, immutable'

/** Checks that the folder holds built pages. @throws {TarsError} SERVICE_FAILED when it has no index.html. */
export async function checkAssets(directory: string): Promise<void> {
  try {
    await access(join(directory, 'index.html'))
  } catch (cause) {
    throw new TarsError('SERVICE_FAILED', `There are no built pages in ${directory}.`, { directory }, cause)
  }
}

/**
 * Serves a folder of built pages: compressed where the build left a compressed twin, files below `assets/` for ever, all
 * others checked for freshness each time. An address without a file shows the application when a page is asked for, and
 * is missing otherwise.
 */
export async function serveAssets(server: FastifyInstance, directory: string): Promise<void> {
  await server.register(staticFiles, {
    root: directory,
    preCompressed: true,
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', isHashed(directory, path) ? immutableFor : 'no-cache')
    },
  })
  server.setNotFoundHandler((request, reply) => {
    if (isPageVisit(request)) return reply.header('cache-control', 'no-cache').sendFile('index.html')
    return refuse(reply)
  })
}

function isHashed(directory: string, path: string): boolean {
  return path.startsWith(join(directory, 'assets'))
}

function isPageVisit({ method, headers, url }: FastifyRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false
  return !url.startsWith('/assets/') && (headers.accept ?? '').includes('text/html')
}

function refuse(reply: FastifyReply): FastifyReply {
  return reply
    .code(404)
    .headers({ 'cache-control': 'no-store', 'content-type': 'text/plain; charset=utf-8' })
    .send('There is nothing here.\n')
}
