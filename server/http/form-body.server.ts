import { decidedHeaders } from './origin-check.server.ts'

/**
 * The request with its form read once and found whole, so that no page meets a body it cannot
 * read, and without what our own check of where it came from has decided; null when the body is no
 * form. (T16)
 */
export async function withWholeForm(request: Request): Promise<Request | null> {
  const bytes = await request.arrayBuffer()
  const type = request.headers.get('content-type') ?? ''
  try {
    await new Response(bytes, { headers: { 'Content-Type': type } }).formData()
  } catch {
    return null
  }
  const { url, method, signal } = request
  const headers = decidedHeaders(request.headers)
  return new Request(url, { method, headers, signal, body: bytes })
}
