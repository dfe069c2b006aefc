// A job is followed as it goes; without this the page asks again by itself.

interface State {
  state: string;
  stage?: string;
  done?: number;
  of?: number;
}

export function follow(): void {
  const job = location.pathname.match(/^\/job\/(\d+)$/)?.[1];
  const bar = document.querySelector("progress");
  if (!job || !bar) return;
  const source = new EventSource(`/api/v1/jobs/${job}/events`);
  source.addEventListener("working", (event) => {
    const state = JSON.parse(event.data) as State;
    if (state.of && state.of > 1) {
      bar.max = state.of;
      bar.value = state.done ?? 0;
    }
  });
  for (const end of ["done", "failed"]) {
    source.addEventListener(end, () => {
      source.close();
      // The address of the job leads on to what came of it.
      location.reload();
    });
  }
}
