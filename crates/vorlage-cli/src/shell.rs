//! `vorlage completions`, `vorlage man`, `vorlage config`: what helps to use the program.

use crate::args::Args;
use crate::context::Context;
use crate::out;
use anyhow::Context as _;
use clap::CommandFactory;
use std::path::Path;

/// Prints a completion script.
pub fn completions(shell: clap_complete::Shell) -> anyhow::Result<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "vorlage", &mut script);
    out::to(None, |out| out.write_all(&script))?;
    Ok(0)
}

/// Prints the manual page, or writes all of them into a folder.
pub fn man(folder: Option<&Path>) -> anyhow::Result<u8> {
    match folder {
        Some(folder) => {
            std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
            clap_mangen::generate_to(Args::command(), folder)
                .with_context(|| format!("cannot write into {}", folder.display()))?;
        }
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Args::command()).render(&mut page)?;
            out::to(None, |out| out.write_all(&page))?;
        }
    }
    Ok(0)
}

/// Prints the settings that hold, and where each comes from.
pub fn config(context: &Context) -> anyhow::Result<u8> {
    out::text(None, &context.settings.to_toml())?;
    Ok(0)
}
