// The list of places follows what is typed; without it a button asks for the list.
// An answer that comes late or not is no answer, and the button still works.
const PAUSE = 200; // ms without a key before the next question
const SHORTEST = 2;

export function places(input) {
  const part = input.closest("fieldset");
  const list = part.querySelector("[data-found]");
  const note = part.querySelector("[data-note]");
  const asked = input.form.elements[input.name.replace(/\.q$/, ".asked")];
  const radio = input.name.replace(/\.q$/, ".unit");
  let timer = 0;
  let question = null;

  input.addEventListener("input", () => {
    clearTimeout(timer);
    question?.abort();
    if (input.value.trim().length >= SHORTEST) timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (e) => {
    if (e.key !== "Enter" || e.isComposing) return;
    e.preventDefault(); // searching is no sending
    clearTimeout(timer);
    ask();
  });

  async function ask() {
    question?.abort();
    question = new AbortController();
    const q = input.value;
    try {
      const url = input.dataset.places + "&" + new URLSearchParams({ q });
      const answer = await fetch(url, { signal: question.signal, headers: { Accept: "application/json" } });
      if (answer.ok) show(q, await answer.json());
    } catch {
      // left off or no way through
    }
  }

  function show(q, found) {
    const chosen = list.querySelector("input:checked")?.closest(".mc-choice");
    const kept = chosen?.querySelector("input").value;
    const rest = found.places.filter((p) => p.code !== kept).map(option);
    list.replaceChildren(...(chosen ? [chosen] : []), ...rest);
    note.textContent = found.note;
    if (asked) asked.value = q;
  }

  function option(place) {
    const row = document.createElement("div");
    const box = document.createElement("input");
    const label = document.createElement("label");
    row.className = "mc-choice";
    box.type = "radio";
    box.name = radio;
    box.value = place.code;
    box.id = radio + "-" + place.code;
    label.htmlFor = box.id;
    label.lang = "vi";
    label.textContent = place.name;
    row.append(box, label);
    return row;
  }
}
