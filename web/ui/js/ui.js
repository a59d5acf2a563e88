import { places } from "./places.js";
import { suggest } from "./suggest.js";
import { upload } from "./upload.js";

// Small helps; every page works without them.
(() => {
  "use strict";
  const doc = document;

  // Move to the error summary, so that it is read first.
  doc.querySelector("[data-focus]")?.focus();

  // A form sent once is not sent again by an impatient second press.
  doc.addEventListener("submit", (e) => {
    const form = e.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) { e.preventDefault(); return; }
    form.dataset.sent = "1";
    e.submitter?.classList.add("is-busy");
    e.submitter?.setAttribute("aria-busy", "true");
    setTimeout(ready, 10000);
  });
  // A form that answers with a file leaves the page as it is: ready again soon.
  // Coming back by the browser's own button finds the form ready again.
  window.addEventListener("pageshow", ready);
  function ready() {
    for (const f of doc.querySelectorAll("form[data-sent]")) delete f.dataset.sent;
    for (const b of doc.querySelectorAll(".is-busy")) { b.classList.remove("is-busy"); b.removeAttribute("aria-busy"); }
  }

  // How many characters are left.
  for (const area of doc.querySelectorAll("textarea[data-max]")) {
    const note = doc.getElementById(area.id + "-count");
    if (!note) continue;
    const max = Number(area.dataset.max);
    const show = () => {
      const left = max - [...area.value].length;
      note.textContent = (left < 0 ? note.dataset.over : note.dataset.left).replace("%d", String(Math.abs(left)));
      note.classList.toggle("is-over", left < 0);
    };
    area.addEventListener("input", show);
    show();
  }

  // A line that says how to print becomes a button that does it.
  for (const line of doc.querySelectorAll("[data-print]")) {
    const b = doc.createElement("button");
    b.type = "button";
    b.textContent = line.textContent;
    b.addEventListener("click", () => window.print());
    line.replaceWith(b);
  }

  for (const box of doc.querySelectorAll("input[data-suggest]")) suggest(box);
  for (const box of doc.querySelectorAll("input[data-places]")) places(box);
  for (const box of doc.querySelectorAll("input[data-upload]")) upload(box);

  keyboard();

  // j and k walk the work list, Enter opens, x ticks, / searches, ? explains.
  // Keys are left alone while someone types (WCAG 2.1.4) and where no work list
  // or search asks for them.
  function keyboard() {
    const rows = [...doc.querySelectorAll("[data-worklist] [data-row]")];
    const search = doc.querySelector("[data-search]");
    const help = doc.querySelector("[data-keys]");
    if (!rows.length && !search && !help) return;
    let at = -1;

    const go = (to) => {
      if (!rows.length) return;
      rows[at]?.classList.remove("is-at");
      at = Math.max(0, Math.min(rows.length - 1, to));
      rows[at].classList.add("is-at");
      rows[at].querySelector("a[href]")?.focus({ preventScroll: true });
      rows[at].scrollIntoView({ block: "nearest" });
    };
    const acts = {
      j: () => go(at + 1),
      k: () => go(at < 0 ? 0 : at - 1),
      x: () => rows[at]?.querySelector("input[type=checkbox]")?.click(),
      "/": () => search?.focus(),
      "?": () => showHelp(help),
    };
    doc.addEventListener("keydown", (e) => {
      if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || typing(e.target)) return;
      const act = acts[e.key];
      if (!act) return;
      e.preventDefault();
      act();
    });
  }

  function typing(el) {
    return el.matches("textarea, select, [contenteditable]") ||
      (el.matches("input") && !["checkbox", "radio", "button", "submit"].includes(el.type));
  }

  function showHelp(help) {
    if (!help) return;
    let box = doc.querySelector("dialog.mc-dialog");
    if (!box) {
      box = doc.createElement("dialog");
      box.className = "mc-dialog";
      const title = doc.createElement("h2");
      title.textContent = help.querySelector("summary").textContent;
      title.id = "mc-keys-title";
      box.setAttribute("aria-labelledby", title.id);
      const form = doc.createElement("form");
      form.method = "dialog";
      const close = doc.createElement("button");
      close.className = "mc-button mc-button--secondary";
      close.textContent = help.dataset.close;
      form.append(close);
      box.append(title, help.querySelector("dl").cloneNode(true), form);
      doc.body.append(box);
    }
    box.showModal();
  }
})();
