//! Takes the script of the pages in where it was built (`cargo xtask web`); without it pages carry none, and work all the same.

use std::path::Path;

fn main() {
    let built = Path::new("../../web/dist/desk.js");
    println!("cargo::rerun-if-changed={}", built.display());
    let script = std::fs::read(built).unwrap_or_default();
    let out = std::env::var_os("OUT_DIR").expect("cargo names a folder");
    std::fs::write(Path::new(&out).join("desk.js"), script).expect("the folder is writable");
}
