// Shows the proof of a fact beside the page it is on. Without this file the same link opens the proof as a page.
const panel = document.getElementById("panel");

async function show(event) {
  const link = event.target.closest("a[data-panel]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const address = new URL(link.href);
  address.searchParams.set("panel", "1");
  const answer = await fetch(address);
  if (!answer.ok) {
    location.assign(link.href);
    return;
  }
  panel.querySelector("div").innerHTML = await answer.text(); // our own page, escaped by the server
  panel.showModal();
}

function leave(event) {
  if (event.target === panel) panel.close();
}

if (panel && panel.showModal) {
  document.addEventListener("click", show);
  panel.addEventListener("click", leave);
}
