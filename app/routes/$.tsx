import { data } from '@remix-run/node'

/** Every address that no other page answers. */
export function loader() {
  throw data({ message: 'Check the address. It may have been mistyped or moved.' }, { status: 404 })
}

export const action = loader

export default function UnknownPage() {
  return null
}
