//! The binary `vorlage`: parses arguments, calls, prints.

mod args;
mod background;
mod claims;
mod read;
mod trace;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = args::Args::parse();
    let done = match args.command {
        args::Command::Trace(command) => trace::run(&command),
        args::Command::Read(command) => read::run(&command),
        args::Command::Claims(command) => claims::run(&command),
        args::Command::Background(command) => background::run(&command),
    };
    match done {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("vorlage: {error:#}");
            ExitCode::from(2)
        }
    }
}
