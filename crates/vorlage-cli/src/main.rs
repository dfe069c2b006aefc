//! The binary `vorlage`: parses arguments, calls, prints.

mod args;
mod arrow;
mod background;
mod claims;
mod compare;
mod context;
mod decide;
mod distil;
mod embed;
#[cfg(feature = "fetch")]
mod fetch;
mod hint;
mod listing;
mod model;
mod out;
mod progress;
mod read;
mod review;
mod serve;
mod settings;
mod shell;
mod simulate;
mod store;
mod token;
mod trace;
mod vectors;

use args::{Args, Command};
use clap::Parser;
use context::Context;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return told(&error),
    };
    match run(&args) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("vorlage: {}", vorlage_export::styled::clean(&format!("{error:#}")));
            eprintln!("hint: {}", hint::hint_of(&error));
            ExitCode::from(2)
        }
    }
}

/// Does what was asked for.
fn run(args: &Args) -> anyhow::Result<u8> {
    let limit = match &args.command {
        Command::Trace(command) => command.limit,
        _ => None,
    };
    let context = Context::new(&args.common, limit)?;
    match &args.command {
        Command::Trace(command) => trace::run(command, &context),
        Command::Read(command) => read::run(command, &context),
        Command::Claims(command) => claims::run(command, &context),
        Command::Compare(command) => compare::run(command, &context),
        Command::Review(command) => review::run(command, &context),
        Command::Decide(command) => decide::run(command, &context),
        Command::Add(command) => store::add::run(command, &context),
        Command::Search(command) => store::search::run(command),
        Command::Show(command) => store::show::run(command, &context),
        Command::Rm(command) => store::care::remove(command),
        Command::Export(command) => store::export::run(command),
        Command::Backup(command) => store::care::backup(command),
        Command::Check(command) => store::care::check(command),
        Command::Serve(command) => serve::run(command, &context),
        Command::Token(command) => token::run(command),
        Command::Embed(command) => embed::run(command, &context),
        Command::Model(command) => model::run(command, &context),
        #[cfg(feature = "fetch")]
        Command::Fetch(command) => fetch::run(command),
        Command::Background(command) => background::run(command, &context),
        Command::Simulate(command) => simulate::run(command, &context),
        Command::Config => shell::config(&context),
        Command::Completions { shell } => shell::completions(*shell),
        Command::Man { out } => shell::man(out.as_deref()),
    }
}

/// Prints help, the version, or what is wrong with what was typed.
fn told(error: &clap::Error) -> ExitCode {
    if error.print().is_err() || !error.use_stderr() {
        return ExitCode::SUCCESS;
    }
    eprintln!("\nhint: vorlage help COMMAND shows examples");
    ExitCode::from(2)
}
