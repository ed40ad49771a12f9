import { data, type LoaderFunctionArgs } from '@remix-run/node'

const unknown = { status: 404, message: 'Check the address. It may have been mistyped or moved.' }

/** Every address that no other page answers, and a file or a form that was refused. */
export function loader({ context }: LoaderFunctionArgs) {
  const { status, message } = context.refusal ?? unknown
  throw data({ message }, { status })
}

export const action = loader

export default function UnknownPage() {
  return null
}
