//! Prints the made-up story of the tests in a format: `show terminal 80 [explain]`, `show html`, `show dot`, `show graphml`, ...

#[path = "../tests/helpers/mod.rs"]
mod helpers;

use vorlage_export::{ansi, contract, graphs, html, tables, terminal, terminal_svg};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let arg = |n: usize| args.get(n).map_or("", String::as_str);
    let trace = if arg(2) == "hostile" { helpers::hostile() } else { helpers::ferry() };
    let view = terminal::View { width: arg(1).parse().unwrap_or(80), stories: 20, explain: arg(2) == "explain" };
    match arg(0) {
        "html" => print!("{}", html::page(&trace, html::Report { differ: None })),
        "dot" => print!("{}", graphs::dot(&trace)),
        "graphml" => print!("{}", graphs::graphml(&trace)),
        "csv" => print!("{}", tables::csv(&trace, tables::Table::Edges)),
        "json" => println!(
            "{}",
            serde_json::to_string(&contract::trace(&trace, false, &serde_json::json!({}), &serde_json::json!({})))
                .expect("answers are JSON")
        ),
        "svg" => print!("{}", terminal_svg::draw(&terminal::trace(&trace, view), "vorlage trace crawl/")),
        "plain" => print!("{}", ansi::write(&terminal::trace(&trace, view), false)),
        _ => print!("{}", ansi::write(&terminal::trace(&trace, view), true)),
    }
}
