// Files go up as they are chosen, each by itself with its progress and another try; the
// ticks of the form go along, so that nothing is lost when the page is drawn anew. On
// a touch screen a second button opens the camera. Without a script the button beside
// the box sends the form.
export function upload(input) {
  const form = input.form;
  const own = input.parentElement.querySelector("button[formenctype]");
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let waiting = 0;
  let failed = 0;

  list.className = "pt-upload";
  status.className = "mc-hidden";
  status.setAttribute("role", "status");
  input.parentElement.after(list, status);
  own.hidden = true;
  if (matchMedia("(pointer: coarse)").matches) camera();
  input.addEventListener("change", () => { take(input.files); input.value = ""; });

  function camera() {
    const shot = document.createElement("input");
    const b = document.createElement("button");
    shot.type = "file";
    shot.accept = "image/jpeg,image/png";
    shot.setAttribute("capture", "environment");
    shot.hidden = true;
    b.type = "button";
    b.className = "mc-button mc-button--secondary";
    b.textContent = input.dataset.camera;
    b.addEventListener("click", () => shot.click());
    shot.addEventListener("change", () => { take(shot.files); shot.value = ""; });
    input.after(b, shot);
  }

  function take(files) {
    for (const file of files) send(file, line(file));
  }

  function line(file) {
    const li = document.createElement("li");
    const name = document.createElement("span");
    const bar = document.createElement("progress");
    const said = document.createElement("span");
    name.textContent = file.name;
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    li.append(name, bar, said);
    list.append(li);
    return { li, bar, said };
  }

  function send(file, row) {
    if (file.size > Number(input.dataset.max)) { refuse(row, file, input.dataset.tooLarge, false); return; }
    const body = new FormData();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
    body.append(input.name, file);
    const x = new XMLHttpRequest();
    waiting++;
    x.upload.addEventListener("progress", (e) => {
      if (!e.lengthComputable) return;
      const part = Math.floor((100 * e.loaded) / e.total);
      row.bar.value = part;
      row.said.textContent = part < 100 ? `${input.dataset.sending} ${part} %` : input.dataset.checking;
    });
    x.addEventListener("loadend", () => {
      waiting--;
      answered(x, row, file);
      if (waiting === 0 && failed === 0) location.reload();
    });
    x.open("POST", input.dataset.upload);
    x.setRequestHeader("Accept", "application/json");
    x.send(body);
  }

  function answered(x, row, file) {
    if (x.status === 200) { row.li.remove(); status.textContent = file.name; return; }
    let words = "";
    try { words = JSON.parse(x.responseText).refused.join(" "); } catch { /* no answer of ours */ }
    if (x.status === 401 || x.status === 404) { location.reload(); return; }
    refuse(row, file, words || input.dataset.failed, !words);
  }

  function refuse(row, file, words, again) {
    failed++;
    row.bar.remove();
    row.said.className = "mc-error";
    row.said.textContent = words;
    status.textContent = `${file.name}: ${words}`;
    if (!again) return;
    const b = document.createElement("button");
    b.type = "button";
    b.className = "mc-linkbutton";
    b.textContent = input.dataset.retry;
    b.addEventListener("click", () => {
      failed--;
      row.li.remove();
      send(file, line(file));
    });
    row.li.append(b);
  }
}
