let awake = false

/** Whether the page's script has taken over: what comes from now on answers something done here. */
export const isPageAwake = (): boolean => awake

/** Called once, when everything that stands in the page has woken up. */
export function pageIsAwake(): void {
  awake = true
}
