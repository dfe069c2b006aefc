//! Which addresses may be asked: those of the public internet.
//!
//! The check stands behind the name: what a name resolves to is checked, and the connection goes to the very addresses that were
//! checked, so that a name cannot lead elsewhere the second time it is asked for.
//!
//! **Source:** the IANA registries of special-purpose addresses (RFC 6890 and its successors).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// A host that resolves to an address that is not asked.
#[derive(Debug, thiserror::Error)]
#[error("{host} is at {address}, which is no address of the public internet")]
pub(crate) struct Refused {
    host: String,
    address: IpAddr,
}

/// Whether an address is reachable from everywhere: not loopback, private, link-local, shared, reserved, multicast or documentation,
/// neither by itself nor inside an address of a transition from version 4 to 6.
pub(crate) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(v4: Ipv4Addr) -> bool {
    let [a, b, c, _] = v4.octets();
    let special = matches!(
        (a, b, c),
        (0 | 10 | 127 | 240..=255, ..)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    );
    !special && !v4.is_multicast()
}

fn is_public_v6(v6: Ipv6Addr) -> bool {
    let s = v6.segments();
    let embedded = |high: u16, low: u16| is_public_v4(Ipv4Addr::from((u32::from(high) << 16) | u32::from(low)));
    match s {
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => embedded(high, low),
        [0x2002, high, low, ..] => embedded(high, low),
        // Teredo, benchmarks, ORCHID and documentation.
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => false,
        _ => s[0] & 0xe000 == 0x2000,
    }
}

/// Resolves names to public addresses only, or to any where that is allowed.
#[derive(Debug, Default)]
pub(crate) struct Guard {
    pub(crate) allow_local: bool,
    names: DefaultResolver,
}

impl Guard {
    pub(crate) fn new(allow_local: bool) -> Self {
        Self { allow_local, names: DefaultResolver::default() }
    }
}

impl Resolver for Guard {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.names.resolve(uri, config, timeout)?;
        match found.iter().find(|a| !self.allow_local && !is_public(a.ip())) {
            None => Ok(found),
            Some(address) => {
                let refused = Refused { host: uri.host().unwrap_or_default().to_owned(), address: address.ip() };
                Err(ureq::Error::Other(Box::new(refused)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_own_net_are_not_public_in_any_writing() {
        let local = [
            "127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
            "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1",
            "::ffff:127.0.0.1", "64:ff9b::10.0.0.1", "2002:7f00:1::", "2001:db8::1", "2001:0:1::",
        ];
        for address in local {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
        for address in ["9.9.9.9", "172.32.0.1", "2620:fe::fe", "64:ff9b::9.9.9.9"] {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
    }
}
