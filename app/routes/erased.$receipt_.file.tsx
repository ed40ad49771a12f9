import type { LoaderFunctionArgs } from '@remix-run/node'
import { found } from '#app/context.ts'
import { paths } from '#app/paths.ts'

/** The receipt of an erasure as a file, with the address at which it can be checked. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const { rights } = context.services
  const { id, at, lines } = found(await rights.receipt(params['receipt'] ?? ''))
  const file = {
    receipt: id,
    at: new Date(at).toISOString(),
    check: `${context.origin}${paths.erased(id)}`,
    lines: rights.inWords(lines),
  }
  return new Response(`${JSON.stringify(file, null, 2)}\n`, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="account-deleted.json"',
    },
  })
}
