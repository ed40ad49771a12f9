/**
 * The request with its form read once and found whole, so that no page meets a body it cannot
 * read; null when the body is no form. (T16)
 */
export async function withWholeForm(request: Request): Promise<Request | null> {
  const bytes = await request.arrayBuffer()
  const type = request.headers.get('content-type') ?? ''
  try {
    await new Response(bytes, { headers: { 'Content-Type': type } }).formData()
  } catch {
    return null
  }
  const { url, method, headers, signal } = request
  return new Request(url, { method, headers, signal, body: bytes })
}
