import type { LoaderFunctionArgs } from '@remix-run/node'
import { found } from '#app/context.ts'

/** Somebody's dates, for a calendar that has their secret address. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const file = found(await context.services.calendar.feed(params['secret'] ?? ''))
  return new Response(file, { headers: { 'Content-Type': 'text/calendar; charset=utf-8' } })
}
