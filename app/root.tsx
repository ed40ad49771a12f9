import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node'
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react'
import type { ReactNode } from 'react'
import icon from './styles/favicon.svg?url'
import stylesheet from './styles/casecircle.scss?url'
import { useNonce } from './nonce.ts'
import { paths } from './paths.ts'
import { readerOf, useReader } from './reader.ts'
import { useStill } from './still.ts'
import { Page } from './ui/layout/page.tsx'
import { useVideoTranscripts } from './ui/learning/video-transcript.ts'

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: stylesheet },
  { rel: 'icon', href: icon, type: 'image/svg+xml' },
]

export function loader({ context }: LoaderFunctionArgs) {
  return {
    reader: readerOf(context.actor),
    demonstration: context.services.demonstration,
    reference: context.requestId.slice(0, 8),
  }
}

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce()
  return (
    <html lang="en-GB" className="govuk-template">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content="#5b2750" />
        <Meta />
        <Links />
        {/* Before any schema is made: zod would probe for eval, which our policy reports. */}
        <script
          nonce={nonce}
          suppressHydrationWarning
          dangerouslySetInnerHTML={{ __html: 'globalThis.__zod_globalConfig={jitless:true}' }}
        />
      </head>
      <body className="govuk-template__body">
        {children}
        {useStill() ? null : (
          <>
            <ScrollRestoration nonce={nonce} />
            <Scripts nonce={nonce} />
          </>
        )}
      </body>
    </html>
  )
}

export default function App() {
  useVideoTranscripts()
  return <Outlet />
}

/** What a page says when it cannot be shown: where one is, that nothing is lost, and a way home. */
export function ErrorBoundary() {
  const error = useRouteError()
  const root = useRouteLoaderData<typeof loader>('root')
  if (isRouteErrorResponse(error) && error.status < 500) {
    const known = isMessage(error.data) ? error.data.message : null
    return (
      <Frame>
        <title>{`${error.status === 404 ? 'Page not found' : 'Not possible'} – Casecircle`}</title>
        <h1 className="govuk-heading-l">
          {error.status === 404 ? 'Page not found' : 'That is not possible'}
        </h1>
        <p className="govuk-body">
          {known ?? 'There is no such page, or it is not yours to see. Check the address.'}
        </p>
      </Frame>
    )
  }
  return (
    <Frame>
      <title>Something went wrong – Casecircle</title>
      <h1 className="govuk-heading-l">Something went wrong</h1>
      <p className="govuk-body">
        Go back: your text is still in the form. If it happens again, tell the people who run
        Casecircle this reference: <b>{root?.reference ?? 'none'}</b>.
      </p>
    </Frame>
  )
}

function Frame({ children }: { children: ReactNode }) {
  return (
    <Page reader={useReader()}>
      {children}
      <p className="govuk-body">
        <a className="govuk-link" href={paths.home}>
          Go to the home page
        </a>
      </p>
    </Page>
  )
}

function isMessage(value: unknown): value is { message: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'message' in value &&
    typeof value.message === 'string'
  )
}
