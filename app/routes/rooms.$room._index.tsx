import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { loadRoomPage } from '#app/ui/room/room-page.server.ts'
import { RoomView, titleOf } from '#app/ui/room/room-view.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? titleOf(data.snapshot.view) : 'Room – Casecircle' },
]

export function loader({ context, params, request }: LoaderFunctionArgs) {
  return loadRoomPage(context, params, request)
}

export default function RoomRoute() {
  const page = useLoaderData<typeof loader>()
  return <RoomView page={page} refusal={null} />
}
