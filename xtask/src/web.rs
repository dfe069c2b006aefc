//! `cargo xtask web`: the script of the pages, built by vite from `web/`.

use crate::root;
use std::process::Command;

/// Lets npm fetch what builds and tries the pages, once, and builds the script; says what is missing where it cannot. The program is
/// built without it, too: pages then do what pages do without a script.
pub fn build() -> bool {
    let folder = root().join("web");
    let npm = |arguments: &[&str]| Command::new("npm").args(arguments).current_dir(&folder).status();
    let fetched = folder.join("node_modules/vite").is_dir() || npm(&["ci", "--silent"]).is_ok_and(|s| s.success());
    let built = fetched && npm(&["run", "--silent", "build", "--", "--logLevel", "warn"]).is_ok_and(|s| s.success());
    if !built {
        eprintln!(
            "The script of the pages is not built: npm is not there or could not fetch what web/package.json names."
        );
    }
    built
}
