//! `cargo xtask demo`: the main job on the project's own example stories.

use crate::{cargo, must};

/// Builds `vorlage`, traces the example stories, shows the answer in the terminal and keeps it as a report page.
pub fn run() -> anyhow::Result<()> {
    let report = "target/examples.html";
    must(&mut cargo(&["build", "--package", "vorlage-cli"]))?;
    must(&mut cargo(&["run", "--quiet", "--package", "vorlage-cli", "--", "trace", "examples"]))?;
    must(&mut cargo(&[
        "run", "--quiet", "--package", "vorlage-cli", "--", "trace", "examples", "--format", "html", "--output", report,
    ]))?;
    println!("\nThe same as a page: {report}");
    Ok(())
}
