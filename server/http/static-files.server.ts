import { serveStatic } from '@hono/node-server/serve-static'
import type { HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'

/**
 * Serves the built assets with their .br and .gz twins. Their names hold their hash, so they are
 * kept for a year; an unknown one ends here and never reaches a page.
 */
export function serveAssets<B extends HttpBindings>(
  app: Hono<{ Bindings: B }>,
  clientFolder: string,
): void {
  app.use(
    '/assets/*',
    async (context, next) => {
      await next()
      if (context.res.ok)
        context.res.headers.set('Cache-Control', 'public, max-age=31536000, immutable')
    },
    serveStatic({ root: clientFolder, precompressed: true }),
  )
  app.all('/assets/*', (context) => context.text('There is no such file.', 404))
}
