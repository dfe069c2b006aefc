//! `vorlage fetch`.

use crate::args::Fetch;
use crate::hint::hinted;
use std::io::{Write, stdout};
use std::time::Duration;
use vorlage_export::styled::clean;
use vorlage_fetch::{Archive, FetchError, Options, Step};

/// Fetches into an archive; one line for each answer kept, on standard output.
pub fn run(command: &Fetch) -> anyhow::Result<u8> {
    let options = options(command)?;
    let known = Archive::known(&command.archive)?;
    let mut archive = Archive::open(&command.archive, &options)?;
    let (mut failed, mut broken) = (false, None::<FetchError>);
    vorlage_fetch::fetch(&command.urls, &known, &options, |step| match step {
        Step::Exchange(exchange) => {
            // A closed pipe is no reason to stop fetching.
            let _ = writeln!(stdout(), "{} {:>9} {}", exchange.status, exchange.body.len(), clean(&exchange.url));
            broken = broken.take().or_else(|| archive.write(&exchange).err());
        }
        Step::Failed(error) => {
            failed = true;
            eprintln!("vorlage: {}", clean(&format!("{:#}", anyhow::Error::new(error))));
        }
        Step::Left(n) => {
            failed = true;
            eprintln!("vorlage: {n} more addresses were named and not asked for\nhint: --most raises the limit");
        }
    });
    archive.finish()?;
    match broken {
        Some(error) => Err(error.into()),
        None => Ok(u8::from(failed)),
    }
}

fn options(command: &Fetch) -> anyhow::Result<Options> {
    let pause = Duration::try_from_secs_f64(command.pause)
        .map_err(|_| hinted(format!("--pause {} is no number of seconds", command.pause), "for example --pause 0.5"))?;
    Ok(Options {
        most_pages: command.most,
        max_bytes: command.max_size.saturating_mul(1 << 20),
        timeout: Duration::from_secs(command.timeout),
        pause,
        allow_local: command.allow_local,
        ..Options::default()
    })
}
