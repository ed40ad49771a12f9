import { setTimeout as wait } from 'node:timers/promises'
import { request, type Response } from '#tests/support/protocol-requests.ts'

/** One control of a form, as it stands in the page. */
export type Control = {
  name: string
  value: string
  kind: 'text' | 'choice' | 'button'
  on: boolean
}

const control = /<input\b([^>]*)>|<textarea\b([^>]*)>([\s\S]*?)<\/textarea>|<button\b([^>]*)>/g

/**
 * The controls of the page's forms that post, read as a browser without JavaScript reads them:
 * enough of HTML for pages that React has written.
 */
export function controlsOf(html: string): Control[] {
  const forms = html.match(/<form\b[^>]*method="post"[^>]*>[\s\S]*?<\/form>/gi) ?? []
  return forms
    .filter((form) => !/^[^>]*action="[^"]*\/(?:sign-out|notes)"/.test(form))
    .flatMap((form) => [...form.matchAll(control)])
    .flatMap(([, input, area, text = '', button]): Control[] => {
      const attributes = input ?? area ?? button ?? ''
      const name = attribute(attributes, 'name')
      if (name === undefined) return []
      const value = attribute(attributes, 'value') ?? ''
      if (area !== undefined) {
        // The parser drops one newline straight after the tag.
        return [{ name, value: unescaped(text.replace(/^\n/, '')), kind: 'text', on: true }]
      }
      if (button !== undefined) return [{ name, value, kind: 'button', on: false }]
      const type = attribute(attributes, 'type')
      const isChoice = type === 'radio' || type === 'checkbox'
      const on = !isChoice || /\bchecked\b/.test(attributes)
      return [{ name, value, kind: isChoice ? 'choice' : 'text', on }]
    })
}

function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1]
  return found === undefined ? undefined : unescaped(found)
}

function unescaped(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#x27;|&#39;/g, "'")
    .replace(/&amp;/g, '&')
}

/** What pressing a button would send, with some fields changed. */
export function filled(
  controls: readonly Control[],
  changes: Readonly<Record<string, string>>,
  button: { name: string; value: string },
): URLSearchParams {
  const form = new URLSearchParams()
  const written = new Set<string>()
  for (const { name, value, kind, on } of controls) {
    if (kind === 'button') continue
    const change = changes[name]
    if (change === undefined) {
      if (on) form.append(name, value)
    } else if (!written.has(name)) {
      form.append(name, change)
      written.add(name)
    }
  }
  form.append(button.name, button.value)
  return form
}

/** Loads or posts until the server is there again: the same bytes each time. */
export async function insist(
  origin: string,
  path: string,
  sent: { method?: string; cookie: string; body?: URLSearchParams },
): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await request(origin, path, sent)
      if (response.status !== 503) return response
    } catch (error) {
      if (attempt > 1500) throw error
    }
    await wait(100)
  }
}
