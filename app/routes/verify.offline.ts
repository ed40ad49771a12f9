import type { LoaderFunctionArgs } from '@remix-run/node'

/** The page that checks a bundle without a network, for whoever does not want to trust a copy of it. */
export async function loader({ context }: LoaderFunctionArgs) {
  const page = await context.services.proofs.offlinePage()
  return new Response(page, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Disposition': 'attachment; filename="casecircle-verify.html"',
    },
  })
}
