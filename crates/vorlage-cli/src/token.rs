//! `vorlage token`.

use crate::args::TokenCommand;
use crate::hint::hinted;
use crate::store::{open, told};
use crate::{decide, out};
use std::path::Path;
use vorlage_export::styled::clean;
use vorlage_serve::token::{self, SECRET_BYTES, Scopes};
use vorlage_store::{Access, TokenRow};

/// Makes, lists or takes away tokens.
pub fn run(command: &TokenCommand) -> anyhow::Result<u8> {
    match command {
        TokenCommand::Add { store, name, scopes } => add(store, name, scopes),
        TokenCommand::List { store } => {
            let rows = open(store, Access::Read)?.tokens().map_err(told)?;
            let line = |row: &TokenRow| format!("{}  {}  {}\n", clean(&row.name), clean(&row.scopes), row.made_at);
            out::text(None, &rows.iter().map(line).collect::<String>())?;
            Ok(0)
        }
        TokenCommand::Rm { store, name } => {
            if open(store, Access::Write)?.remove_token(name).map_err(told)? {
                return Ok(0);
            }
            Err(hinted(format!("{}: has no token {name}", store.display()), "vorlage token list names them"))
        }
    }
}

fn add(store: &Path, name: &str, scopes: &str) -> anyhow::Result<u8> {
    let hint = "there are read, submit, decide, admin";
    let scopes = Scopes::parse(scopes).map_err(|word| hinted(format!("--scopes {word:?} is none"), hint))?;
    let held = open(store, Access::Write)?;
    if held.tokens().map_err(told)?.iter().any(|row| row.name == name) {
        let hint = "vorlage token rm takes it away first";
        return Err(hinted(format!("{}: has a token {name} already", store.display()), hint));
    }
    let written = secret()?;
    let (hash, made_at) = (token::hash(&written), decide::now());
    let row = TokenRow { name: name.to_owned(), hash, scopes: scopes.to_string(), made_at };
    held.add_token(&row).map_err(told)?;
    out::text(None, &format!("{written}\n"))?;
    Ok(0)
}

/// A token that nobody can guess.
pub fn secret() -> anyhow::Result<String> {
    let mut secret = [0; SECRET_BYTES];
    getrandom::fill(&mut secret)
        .map_err(|e| hinted(format!("no random bytes: {e}"), "the system gives none; try again"))?;
    Ok(token::written(&secret))
}
