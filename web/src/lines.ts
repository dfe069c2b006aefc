// Lines between the sentences of two texts that answer one another, each text in its own order.

const SVG = "http://www.w3.org/2000/svg";

export function lines(): void {
  for (const flow of document.querySelectorAll<HTMLElement>(".flow")) {
    const picture = document.createElementNS(SVG, "svg");
    picture.classList.add("lines");
    picture.setAttribute("aria-hidden", "true");
    flow.append(picture);
    const redraw = () => draw(flow, picture);
    new ResizeObserver(redraw).observe(flow);
    redraw();
  }
}

function draw(flow: HTMLElement, picture: SVGSVGElement): void {
  const [left, right] = flow.querySelectorAll("ul");
  if (!left || !right) return;
  const whole = flow.getBoundingClientRect();
  const middle = (item: Element) => {
    const box = item.getBoundingClientRect();
    return { left: box.left - whole.left, right: box.right - whole.left, y: box.top - whole.top + Math.min(box.height / 2, 16) };
  };
  const paths = [...left.querySelectorAll<HTMLElement>("li[data-link]")].flatMap((item) => {
    const other = right.querySelector(`li[data-link="${item.dataset.link}"]`);
    if (!other) return [];
    const [from, to] = [middle(item), middle(other)];
    const half = (from.right + to.left) / 2;
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", `M${from.right} ${from.y}C${half} ${from.y} ${half} ${to.y} ${to.left} ${to.y}`);
    if (item.classList.contains("moved")) path.classList.add("moved");
    return [path];
  });
  picture.replaceChildren(...paths);
}
