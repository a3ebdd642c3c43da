/* Keys and a count for the visit log: progressive enhancement, every page works without it.
   Single keys can be switched off (WCAG 2.1.4); the choice stays in this browser. */
const log = document.querySelector("[data-keys]");
if (log) {
  const rows = [...log.querySelectorAll("tbody tr:not(.day)")];
  const form = log.closest("form"), help = form.querySelector("[data-help]"), toggle = form.querySelector("[data-toggle]");
  const all = form.querySelector("[data-all]"), picked = form.querySelector("[data-picked]");
  const off = () => localStorage.getItem("veillee-keys") === "off";
  const typing = (target) => target.matches("input:not([type=checkbox]), select, textarea");
  const here = () => rows.indexOf(document.activeElement.closest("tr"));
  const go = (step) => rows[Math.max(0, Math.min(rows.length - 1, here() + step))].querySelector(".who a").focus();
  const keys = {
    j: () => go(1),
    k: () => go(-1),
    x: (row) => row?.querySelector("[name=visit]")?.click(),
    r: (row) => row?.querySelector("[name=one]")?.click(),
    o: (row) => row?.querySelector(".who a").click(),
  };
  const show = () => {
    for (const part of help.querySelectorAll("span")) part.hidden = off();
    toggle.textContent = off() ? toggle.dataset.on : toggle.dataset.off;
  };
  const count = () => {
    if (!all) return;
    const n = form.querySelectorAll("[name=visit]:checked").length;
    picked.textContent = n === 0 ? picked.dataset.none : (n === 1 ? picked.dataset.one : picked.dataset.other.replace("{n}", n));
    all.checked = n > 0 && n === form.querySelectorAll("[name=visit]").length;
  };
  addEventListener("keydown", (event) => {
    if (off() || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !Object.hasOwn(keys, event.key)) return;
    keys[event.key](rows[here()]);
    event.preventDefault();
  });
  all?.addEventListener("change", () => {
    for (const box of form.querySelectorAll("[name=visit]")) box.checked = all.checked;
    count();
  });
  form.addEventListener("change", count);
  addEventListener("pageshow", count); // the browser restores ticks when one comes back
  toggle.addEventListener("click", () => { localStorage.setItem("veillee-keys", off() ? "on" : "off"); show(); });
  for (const part of [help, all?.closest("label")]) part?.removeAttribute("hidden");
  show();
}
