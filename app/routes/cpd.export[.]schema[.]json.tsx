import type { LoaderFunctionArgs } from '@remix-run/node'

/** The published description of the JSON export, for programs that read or make one. */
export function loader({ context }: LoaderFunctionArgs) {
  return new Response(context.services.cpd.exportSchema, {
    headers: {
      'Content-Type': 'application/schema+json; charset=utf-8',
      'Cache-Control': 'public, max-age=3600',
    },
  })
}
