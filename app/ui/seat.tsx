/** A person's place in the circle: two letters of the first name. The name stands beside it. */
export function Seat(props: { name: string; kind?: 'lead' | 'away' }) {
  return (
    <span className={props.kind ? `cc-seat cc-seat--${props.kind}` : 'cc-seat'} aria-hidden="true">
      {initials(props.name)}
    </span>
  )
}

/** The first two letters of a name: "Am" for Amara. Empty for an empty name. */
export function initials(name: string): string {
  // By code point, so that a letter outside the basic plane is not cut in half.
  const [first = '', second = ''] = Array.from(name.trim())
  return `${first.toUpperCase()}${second.trim().toLowerCase()}`
}
