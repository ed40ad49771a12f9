import type { Hono } from 'hono'
import type { HttpBindings } from '@hono/node-server'
import type { Services } from '#server/services.ts'

/** The room protocol over HTTP, as JSON. */
export function addRoomApi<B extends HttpBindings>(
  app: Hono<{ Bindings: B }>,
  services: Services,
): void {
  void app
  void services
}
