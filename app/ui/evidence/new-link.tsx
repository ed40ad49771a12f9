import { ShownOnce } from '#app/ui/shown-once.tsx'

/** A verify link just made, which is shown this once. */
export function NewLink({ address }: { address: string }) {
  return (
    <ShownOnce title="Your new verify link" address={address} what="the verify link">
      Whoever has it sees the fact and that it is valid, without your name, until you stop it.
    </ShownOnce>
  )
}
