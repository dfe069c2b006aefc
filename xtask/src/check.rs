//! `cargo xtask check`: everything that must pass before a change lands.

use crate::{cargo, must};

/// Formats, lints, tests (the tidy test among them), in that order; stops at the first failure.
pub fn run() -> anyhow::Result<()> {
    must(&mut cargo(&["fmt", "--all", "--check"]))?;
    must(&mut cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]))?;
    must(&mut cargo(&["test", "--workspace", "--quiet"]))
}
