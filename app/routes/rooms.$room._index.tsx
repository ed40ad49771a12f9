import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { loadRemovedPage, loadRoomPage } from '#app/ui/room/room-page.server.ts'
import { RemovedView, removedTitle } from '#app/ui/room/removed-view.tsx'
import { RoomView, titleOf } from '#app/ui/room/room-view.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (data?.removed) return [{ title: removedTitle }]
  return [{ title: data ? titleOf(data.page.snapshot.view) : 'Room – Casecircle' }]
}

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const removed = await loadRemovedPage(context, params)
  if (removed) return { removed, page: null }
  return { removed: null, page: await loadRoomPage(context, params, request) }
}

export default function RoomRoute() {
  const { removed, page } = useLoaderData<typeof loader>()
  if (removed) return <RemovedView page={removed} refusal={null} />
  return <RoomView page={page} refusal={null} />
}
