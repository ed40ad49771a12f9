/**
 * A jump within the page is the browser's own. The router would take it for a visit and let go of
 * what the last form was answered: all errors, and what was typed with them, would be gone with the
 * first error that somebody follows to its field. To be called before the router begins to listen.
 */
export function keepJumpsFromRouter(): void {
  let stood = withoutPlace()
  addEventListener('popstate', (moved) => {
    const stands = withoutPlace()
    if (stands === stood) moved.stopImmediatePropagation()
    stood = stands
  })
}

const withoutPlace = (): string => location.pathname + location.search
