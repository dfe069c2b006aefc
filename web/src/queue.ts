// The review queue by keys: j and k go on and back, c confirms, r rejects.

export function keys(): void {
  const questions = [...document.querySelectorAll<HTMLLIElement>(".queue > li")];
  if (questions.length === 0) return;
  let now = -1;
  const go = (to: number) => {
    const next = questions[to];
    if (!next) return;
    questions[now]?.classList.remove("now");
    now = to;
    next.classList.add("now");
    next.scrollIntoView({ block: "nearest" });
    (next.querySelector<HTMLElement>("input[name=who]") ?? next.querySelector("a"))?.focus({ preventScroll: true });
    (document.activeElement as HTMLElement | null)?.blur();
  };
  const rule = (ruling: string) => questions[now]?.querySelector<HTMLButtonElement>(`button[value=${ruling}]`)?.click();
  addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.matches("input, textarea, select");
    if (typing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "j") go(Math.min(now + 1, questions.length - 1));
    else if (event.key === "k") go(Math.max(now - 1, 0));
    else if (event.key === "c") rule("confirm");
    else if (event.key === "r") rule("reject");
    else return;
    event.preventDefault();
  });
}
