// A search box that completes what is typed: a combobox with a list of links as its
// options (ARIA 1.2). The arrows walk it, Enter opens the one walked to or else searches
// as without a script, Escape closes it. An answer that comes late or not is no answer.
const PAUSE = 150; // ms without a key before the next question
const SHORTEST = 2;

export function suggest(input) {
  const form = input.form;
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let at = -1;
  let timer = 0;
  let asked = null;

  list.id = input.id + "-options";
  list.className = "mc-suggest";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.getAttribute("aria-label"));
  status.className = "mc-hidden";
  status.setAttribute("role", "status");
  input.parentElement.after(list, status);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) {
    input.setAttribute(name, value);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    asked?.abort();
    close();
    if (input.value.trim().length >= SHORTEST) timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (e) => {
    if (e.isComposing) return;
    if (e.key === "Escape" && !list.hidden) { e.preventDefault(); close(); return; }
    if (list.hidden) return;
    const last = list.children.length - 1;
    const to = { ArrowDown: at < last ? at + 1 : -1, ArrowUp: at < 0 ? last : at - 1 }[e.key];
    if (to !== undefined) { e.preventDefault(); walk(to); }
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", (e) => {
    clearTimeout(timer);
    asked?.abort();
    if (at >= 0) { e.preventDefault(); open(list.children[at]); }
  });
  // Before blur closes the list.
  list.addEventListener("mousedown", (e) => e.preventDefault());
  list.addEventListener("click", (e) => { const o = e.target.closest("[role=option]"); if (o) open(o); });

  async function ask() {
    const question = new AbortController();
    asked = question;
    try {
      const url = input.dataset.suggest + "?" + new URLSearchParams({ q: input.value });
      const answer = await fetch(url, { signal: question.signal, headers: { Accept: "application/json" } });
      if (answer.ok) show(await answer.json());
    } catch {
      close(); // left off or no way through: the box is a plain one
    }
  }

  function show(all) {
    if (document.activeElement !== input) return;
    list.replaceChildren(...all.map(option));
    at = -1;
    list.hidden = all.length === 0;
    input.setAttribute("aria-expanded", String(all.length > 0));
    status.textContent = input.dataset.suggested.replace("%d", String(all.length));
  }

  function option(one, i) {
    const li = document.createElement("li");
    li.id = list.id + "-" + i;
    li.lang = "vi";
    li.dataset.href = one.href;
    li.setAttribute("role", "option");
    li.setAttribute("aria-selected", "false");
    for (const part of one.parts) {
      const run = part.hit ? document.createElement("mark") : document.createTextNode(part.text);
      if (part.hit) run.textContent = part.text;
      li.append(run);
    }
    return li;
  }

  function walk(to) {
    list.children[at]?.setAttribute("aria-selected", "false");
    at = to;
    const one = list.children[at];
    if (!one) { input.removeAttribute("aria-activedescendant"); return; }
    one.setAttribute("aria-selected", "true");
    one.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", one.id);
  }

  function open(one) { location.assign(one.dataset.href); }

  function close() {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    status.textContent = "";
  }
}
