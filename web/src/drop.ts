// Files dropped anywhere on the page of the start are put into its field.

export function drops(): void {
  const field = document.querySelector<HTMLInputElement>("form.hand-in input[type=file]");
  if (!field) return;
  const main = document.body;
  const over = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    field.form?.classList.add("dropping");
  };
  const end = () => field.form?.classList.remove("dropping");
  main.addEventListener("dragover", over);
  main.addEventListener("dragleave", (event) => event.relatedTarget === null && end());
  main.addEventListener("drop", (event) => {
    end();
    const files = event.dataTransfer?.files;
    if (!files?.length) return;
    event.preventDefault();
    field.files = files;
    field.focus();
  });
}
