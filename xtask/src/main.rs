//! The project's own chores: `cargo xtask check`, `eval`, `train`, `fuzz`, `web`, `demo`.

mod check;
mod demo;
mod eval;
mod reliability;
#[cfg(test)]
mod tidy;
mod train;
mod web;

use std::path::{Path, PathBuf};
use std::process::Command;

const USAGE: &str = "usage: cargo xtask COMMAND

  check            format, lints, tests, the rules of the house: what must pass before a change lands
  eval [TASK...]   accuracy over the labelled data beside the project, as a table; kept in eval/runs/
  train            the weights of lineage from the same data (python3 with numpy and scipy); writes derive/weights.rs;
                   train certainty only calibrates how sure edges are, to the weights as they are
  fuzz TARGET|all  mutated inputs for a parser; --minutes N (of one processor), --seed N
  web              the script of the pages, into web/dist, which the program takes in (npm); `check` does it by itself
  demo             build, trace the example stories, show the result";

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first().map(|(verb, rest)| (verb.as_str(), rest)) {
        Some(("check", [])) => check::run(),
        Some(("eval", tasks)) => eval::run(tasks),
        Some(("train", [])) => train::run(),
        Some(("train", [only])) if only == "certainty" => train::calibrate(),
        Some(("fuzz", rest)) => fuzz(rest),
        Some(("demo", [])) => demo::run(),
        Some(("web", [])) => web::build().then_some(()).ok_or_else(|| anyhow::anyhow!("web/dist was not built")),
        _ => {
            eprintln!("{USAGE}");
            std::process::exit(2);
        }
    }
}

/// The project's root.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the project").to_owned()
}

/// Runs a command in the project's root; fails where it fails.
fn must(command: &mut Command) -> anyhow::Result<()> {
    let shown = format!("{command:?}").replace('"', "");
    let status = command.current_dir(root()).status().map_err(|e| anyhow::anyhow!("{shown}: {e}"))?;
    anyhow::ensure!(status.success(), "{shown} ended with {status}");
    Ok(())
}

/// Tries a parser with mutated inputs; `fuzz/` is a crate of its own outside of the workspace.
fn fuzz(arguments: &[String]) -> anyhow::Result<()> {
    let mut command = cargo(&["run", "--quiet", "--manifest-path", "fuzz/Cargo.toml", "--"]);
    must(command.args(arguments))
}

/// Cargo as the one that runs this chore.
fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    command
}
