import type { QrCode } from '#server/rooms/rules/invitation.ts'

/** A QR code as a drawing in the page: nothing is fetched, and it stays sharp on any wall. */
export function Qr({ code, label }: { code: QrCode; label: string }) {
  return (
    <svg
      className="cc-qr"
      viewBox={`0 0 ${code.size} ${code.size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path className="cc-qr__ground" d={`M0 0h${code.size}v${code.size}h-${code.size}z`} />
      <path className="cc-qr__squares" d={code.path} />
    </svg>
  )
}
