// What pages do besides being read: count a code's time down and hear when it is used, copy a secret, show a chart's
// figures under the pointer.
// Nothing depends on it: without scripts each of them is there as text or a link.
"use strict";

const twoDigits = (number) => String(number).padStart(2, "0");

// A pay code's time: the figure runs each second; a screen reader hears it at 60, 30 and 0 seconds only.
for (const timer of document.querySelectorAll("[data-left]")) {
  const box = timer.closest("[data-code]");
  const said = box.querySelector("[data-said]");
  const arc = box.querySelector(".left");
  const circle = Number(arc.getAttribute("stroke-dasharray").split(" ")[1]);
  const life = Number(timer.dataset.life);
  const end = performance.now() + Number(timer.dataset.left) * 1000;
  timer.removeAttribute("aria-label");
  let shown = -1;
  const tick = () => {
    const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    if (left !== shown) {
      shown = left;
      timer.textContent = `${Math.floor(left / 60)}:${twoDigits(left % 60)}`;
      arc.setAttribute("stroke-dasharray", `${(circle * left) / life} ${circle}`);
      const words = timer.getAttribute(`data-say-${left}`);
      if (words) said.textContent = words;
    }
    if (left > 0) return;
    clearInterval(running);
    // What has run out must not be shown to a till.
    for (const part of box.querySelectorAll("[data-blank]")) part.remove();
    said.classList.remove("unseen");
  };
  const running = setInterval(tick, 250);
  tick();
}

// What became of a pay code: when it was used, the page is asked for again and is the receipt then.
for (const box of document.querySelectorAll("[data-live]")) {
  const feed = new EventSource(box.dataset.live);
  feed.onmessage = ({ data }) => {
    if (data === "open") return;
    feed.close();
    // What has run out is blank already.
    if (data !== "expired") location.reload();
  };
}

// How many rows of a list are new: the link says so, and the reader decides when to see them.
for (const link of document.querySelectorAll("[data-new]")) {
  const plain = link.textContent;
  new EventSource(link.dataset.new).onmessage = ({ data }) => { link.textContent = data || plain; };
}

// A secret's button is there only where it works.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = button.dataset.copied;
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A chart's crosshair: the place nearest to the pointer, and its row of the table below, read out as text.
for (const chart of document.querySelectorAll("svg[data-x]")) {
  const figure = chart.closest("figure");
  const readout = figure.querySelector(".readout");
  const rows = figure.querySelectorAll("tbody tr");
  const heads = [...figure.querySelectorAll("thead th")].slice(1).map((head) => head.textContent.trim());
  const places = chart.dataset.x.split(" ").map(Number);
  const [left, top, width, height] = chart.getAttribute("viewBox").split(" ").map(Number);
  const cross = document.createElementNS("http://www.w3.org/2000/svg", "path");
  cross.setAttribute("class", "cross");
  chart.append(cross);
  chart.addEventListener("pointermove", (event) => {
    const box = chart.getBoundingClientRect();
    const x = left + ((event.clientX - box.left) / box.width) * width;
    let nearest = 0;
    for (let i = 1; i < places.length; i++)
      if (Math.abs(places[i] - x) < Math.abs(places[nearest] - x)) nearest = i;
    cross.setAttribute("d", `M${places[nearest]} ${top}v${height}`);
    const cells = [...rows[nearest].children].map((cell) => cell.textContent.trim());
    readout.textContent = [cells[0], ...heads.map((head, i) => `${head} ${cells[i + 1]}`)].join(" · ");
  });
  chart.addEventListener("pointerleave", () => {
    cross.removeAttribute("d");
    readout.textContent = "";
  });
}
