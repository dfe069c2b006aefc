//! What can be typed of the server.

use clap::{Args as ClapArgs, Subcommand, ValueHint};
use std::net::SocketAddr;
use std::path::PathBuf;

/// `vorlage serve`.
#[derive(Debug, ClapArgs)]
pub struct Serve {
    /// The store; made where it is not there.
    #[arg(value_hint = ValueHint::FilePath)]
    pub store: PathBuf,
    /// The address to answer at. Port 0 takes any that is free.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8710")]
    pub listen: SocketAddr,
    /// A name that the server answers to beside its address, as `desk.example.org` or `desk.example.org:8443`; several times for several.
    #[arg(long, value_name = "NAME")]
    pub host: Vec<String>,
    /// Write nothing, whoever asks; another process may write into the store meanwhile.
    #[arg(long)]
    pub read_only: bool,
}

/// `vorlage token`.
#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Make a token and print it, once: only its hash is kept.
    #[command(after_help = TOKEN_EXAMPLES)]
    Add {
        /// The store.
        #[arg(value_hint = ValueHint::FilePath)]
        store: PathBuf,
        /// What to call it, to take it away again.
        name: String,
        /// What it allows: `submit` documents, `decide` on what was reconstructed, `admin` for everything.
        #[arg(long, value_name = "SCOPE,...", default_value = "submit,decide")]
        scopes: String,
    },
    /// List the tokens of a store.
    List {
        /// The store.
        #[arg(value_hint = ValueHint::FilePath)]
        store: PathBuf,
    },
    /// Take a token away; it opens nothing any more.
    Rm {
        /// The store.
        #[arg(value_hint = ValueHint::FilePath)]
        store: PathBuf,
        /// What it is called.
        name: String,
    },
}

/// How a store is served.
pub const SERVE_EXAMPLES: &str =
    "On the own machine the address that is printed holds a token for this session: opened once, the browser may write.
Elsewhere `vorlage token add` makes tokens. Stops with Ctrl-C, running requests are ended first.

Examples:
  vorlage serve desk.vorlage
  vorlage serve desk.vorlage --listen 0.0.0.0:8710 --host desk.example.org --read-only";

const TOKEN_EXAMPLES: &str = "Examples:
  vorlage token add desk.vorlage newsroom
  vorlage token add desk.vorlage crawler --scopes submit";
