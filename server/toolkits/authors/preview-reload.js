// Asks the preview to say when a file was saved, and shows the page anew at the same place.
const shown = document.documentElement.dataset.version
const changes = new EventSource('/changes')
changes.addEventListener('message', (message) => {
  if (message.data !== shown) location.reload()
})
