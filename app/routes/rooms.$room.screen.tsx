import {
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { found, readParam, signedInFor } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { ScreenStopped, ScreenView, wallTitle } from '#app/ui/screen/screen-view.tsx'
import type { LiveScreen } from '#app/ui/screen/use-screen.ts'
import { roomId } from '#server/platform/rules/ids.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.kind === 'shown' ? wallTitle(page.page.screen) : 'Screen'} – Casecircle` },
]

// The secret stands in the query: it must not go on in a Referer, not even to ourselves.
export const headers: HeadersFunction = () => ({ 'Referrer-Policy': 'no-referrer' })

/** The room on a wall: for those who lead it, and by a display address for anybody. */
export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const room = readParam(roomId, params['room'])
  const secret = new URL(request.url).searchParams.get('display')
  const actor = secret === null ? signedInFor(context, paths.roomScreen(room)) : context.actor
  const page = await context.services.rooms.screen({ actor, secret }, room, context.origin)
  if (!page.ok && page.error.code === 'closed') {
    return data<LiveScreen>({ kind: 'stopped', message: page.error.message }, { status: 410 })
  }
  return data<LiveScreen>({ kind: 'shown', page: found(page), isOld: false })
}

export default function ScreenRoute() {
  const first = useLoaderData<typeof loader>()
  return first.kind === 'stopped' ? (
    <ScreenStopped message={first.message} />
  ) : (
    <ScreenView first={first.page} />
  )
}
