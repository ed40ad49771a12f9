import { useEffect } from 'react'

/**
 * Lets every transcript on the page follow its video: the paragraph that is heard is marked, and
 * the time before a paragraph plays the video from there without leaving the page. Without a script
 * that time is a link to the same moment of the film.
 */
export function useVideoTranscripts(): void {
  useEffect(() => {
    const onTime = (event: Event) => {
      if (event.target instanceof HTMLVideoElement) markHeard(event.target)
    }
    // What a video tells does not bubble, so it is caught on its way down.
    for (const name of timeEvents) document.addEventListener(name, onTime, true)
    document.addEventListener('click', playFrom)
    return () => {
      for (const name of timeEvents) document.removeEventListener(name, onTime, true)
      document.removeEventListener('click', playFrom)
    }
  }, [])
}

const timeEvents = ['timeupdate', 'seeking', 'seeked'] as const

function markHeard(video: HTMLVideoElement): void {
  const spoken = [...(video.closest('.cc-video')?.querySelectorAll('[data-at]') ?? [])]
  const heard = spoken.findLast((one) => timeOf(one) <= video.currentTime + 0.05)
  for (const one of spoken) {
    if (one === heard) one.setAttribute('aria-current', 'true')
    else one.removeAttribute('aria-current')
  }
}

function playFrom(event: MouseEvent): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || !(event.target instanceof Element)) return
  const link = event.target.closest('a.cc-spoken__at')
  const video = link?.closest('.cc-video')?.querySelector('video')
  const paragraph = link?.closest('[data-at]')
  if (!video || !paragraph) return
  event.preventDefault()
  video.currentTime = timeOf(paragraph)
  // Where the browser does not let it play, it stands at that moment, ready to be played.
  video.play().catch(() => markHeard(video))
}

function timeOf(paragraph: Element): number {
  return Number(paragraph.getAttribute('data-at'))
}
