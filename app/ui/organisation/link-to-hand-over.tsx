import { ShownOnce } from '#app/ui/shown-once.tsx'

/** A one-time link just made for somebody, which is shown this once. */
export function LinkToHandOver({ name, address }: { name: string; address: string }) {
  return (
    <ShownOnce title={`The link for ${name}`} address={address} what="the link">
      Give it to {name} in private. It works once, for 14 days: they choose a password with it and
      are signed in. Whoever has an account here already signs in to it and accepts.
    </ShownOnce>
  )
}
