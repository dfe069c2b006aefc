//! Prints the blocks of pages with what is measured of them, for `xtask/train/article.py`: JSON Lines with `id`, `url`, `html` on
//! standard input, one line of JSON a page on standard output.

use std::io::{BufRead, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let page: serde_json::Value = serde_json::from_str(&line?)?;
        let blocks = vorlage_read::measured(page["html"].as_str().unwrap_or(""), page["url"].as_str());
        let blocks =
            blocks.iter().map(|b| serde_json::json!([b.text, b.measures, b.verdict, b.barred, b.article, b.unit]));
        let answer = serde_json::json!({
            "id": page["id"], "names": vorlage_read::MEASURES.to_vec(), "blocks": blocks.collect::<Vec<_>>(),
        });
        writeln!(out, "{answer}")?;
    }
    Ok(())
}
