import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { refuse } from '#server/platform/rules/outcome.ts'
import { isJson, refusedJson } from './json-answer.server.ts'

const mostThrownAway = 16 * 1024 * 1024

/**
 * Refuses a body of more than `bytes` with a sentence. What was too much is read to its end and
 * thrown away, because a browser that is still sending shows a broken connection, not the sentence.
 * `page` shows it to whoever reads pages; without one it stands alone.
 */
export function atMost(
  bytes: number,
  sentence = 'That is too long to send in one go. Go back: your text is still in the form. Shorten it, or save it in parts.',
  page?: (context: Context, sentence: string) => Promise<Response>,
): MiddlewareHandler {
  return bodyLimit({
    maxSize: bytes,
    async onError(context) {
      const whole = await throwAway(context)
      if (!whole) context.header('Connection', 'close')
      if (!isJson(context.req.header('content-type'))) {
        if (!page || !context.req.header('accept')?.includes('text/html')) {
          return context.text(sentence, 413)
        }
        const told = await page(context, sentence)
        if (!whole) told.headers.set('Connection', 'close')
        return told
      }
      const close: Record<string, string> = whole ? {} : { Connection: 'close' }
      return refusedJson(refuse('invalid', sentence).error, close, 413)
    },
  })
}

/** Answers whether all of it was read. */
async function throwAway({ req }: Context): Promise<boolean> {
  const { body } = req.raw
  if (!body || body.locked) return false
  const reader = body.getReader()
  for (let read = 0; read < mostThrownAway;) {
    const { done, value } = await reader.read()
    if (done) return true
    read += value.byteLength
  }
  return false
}
