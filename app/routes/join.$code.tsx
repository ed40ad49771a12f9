import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { signedInFor } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { JoinPage } from '#app/ui/join-page.tsx'
import { readCode, spelledCode } from '#server/rooms/rules/code.ts'

export const meta: MetaFunction = () => [{ title: 'Join a room – Casecircle' }]

/**
 * Where a link or QR code leads: the field filled in, one button to press. Looking changes nothing,
 * and says nothing about the code.
 */
export function loader({ context, params }: LoaderFunctionArgs) {
  const code = readCode(params['code'] ?? '')
  signedInFor(context, code === null ? paths.join : paths.joinCode(code))
  return { code: code === null ? '' : spelledCode(code) }
}

export default function JoinCodeRoute() {
  return <JoinPage code={useLoaderData<typeof loader>().code} />
}
