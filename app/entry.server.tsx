import { PassThrough } from 'node:stream'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { AppLoadContext, EntryContext } from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { renderToPipeableStream } from 'react-dom/server'
import { Nonce } from './nonce.ts'
import { Still } from './still.ts'
import { titledHtml } from './ui/error-title.ts'

const zip = promisify(gzip)

/** Renders the whole page before answering: it is small, and its length and status are then known. */
export default async function answer(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  const page = await render(
    <Nonce.Provider value={context.nonce}>
      <Still.Provider value={context.sealedPost !== null || context.refusal !== null}>
        <RemixServer context={remix} url={request.url} nonce={context.nonce} />
      </Still.Provider>
    </Nonce.Provider>,
    context,
  )
  const wait = retryAfterOf(remix)
  if (wait !== null) headers.set('Retry-After', wait)
  headers.set('Content-Type', 'text/html; charset=utf-8')
  headers.set('Vary', 'Accept-Encoding, Cookie')
  if (!/\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')) {
    headers.set('Content-Length', String(page.byteLength))
    return new Response(page, { status, headers })
  }
  const zipped = await zip(page)
  headers.set('Content-Encoding', 'gzip')
  headers.set('Content-Length', String(zipped.byteLength))
  return new Response(zipped, { status, headers })
}

/** How long to wait, whichever part of the page was refused: a page has no headers of its own. */
function retryAfterOf({ staticHandlerContext }: EntryContext): string | null {
  const { actionHeaders, loaderHeaders } = staticHandlerContext
  const all = [...Object.values(actionHeaders), ...Object.values(loaderHeaders)]
  return all.map((one) => one.get('Retry-After')).find((one) => one !== null) ?? null
}

function render(
  page: React.ReactElement,
  context: AppLoadContext,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    const { pipe } = renderToPipeableStream(page, {
      nonce: context.nonce,
      onAllReady() {
        const body = new PassThrough()
        body.on('data', (chunk: Uint8Array) => chunks.push(chunk))
        body.on('end', () => resolve(withoutFill(titledHtml(Buffer.concat(chunks)))))
        pipe(body)
      },
      onShellError: reject,
      onError: (error) => context.report(error),
    })
  })
}

/**
 * React 18 writes pieces of 2,048 bytes and leaves NUL bytes at the end of one where a letter of
 * several bytes did not fit (react issue 24985): “ŵ” would come back to its writer as something
 * else. No text of ours may hold a NUL.
 */
function withoutFill(page: Buffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(page.includes(0) ? page.filter((byte) => byte !== 0) : page)
}

/**
 * What a loader or action threw: a refusal, where a file was asked for (a page shows its own), or an
 * error that nobody expected.
 */
export function handleError(
  error: unknown,
  { context, request }: { context: AppLoadContext; request: Request },
) {
  if (isRouteErrorResponse(error) && error.status < 500) {
    context.refusal = { status: error.status, message: messageIn(error.data) }
  } else if (!request.signal.aborted) context.report(error)
}

function messageIn(refused: unknown): string | null {
  if (typeof refused !== 'object' || refused === null || !('message' in refused)) return null
  return typeof refused.message === 'string' ? refused.message : null
}
