//! How often one address may ask: a token bucket each, in bounded memory.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::time::Duration;

/// Addresses remembered at once; a fuller table forgets those that have their whole burst again, and then refuses strangers.
const MOST_ADDRESSES: usize = 10_000;

/// How many requests an address may make.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// Requests at once after a rest.
    pub burst: f64,
    /// Requests per second that come back.
    pub per_second: f64,
}

/// What each address has left.
#[derive(Debug)]
pub struct Limiter {
    rate: Rate,
    left: BTreeMap<IpAddr, (f64, Duration)>,
}

impl Limiter {
    /// Nobody has asked yet.
    #[must_use]
    pub const fn new(rate: Rate) -> Self {
        Self { rate, left: BTreeMap::new() }
    }

    /// Counts one request at `now` (time since any fixed moment); the error is the time to wait for the next.
    pub fn take(&mut self, address: IpAddr, now: Duration) -> Result<(), Duration> {
        let address = network(address);
        if self.left.len() >= MOST_ADDRESSES && !self.left.contains_key(&address) {
            self.forget_rested(now)?;
        }
        let (left, since) = self.left.get(&address).copied().unwrap_or((self.rate.burst, now));
        let left = self.refilled(left, since, now);
        let allowed = left >= 1.0;
        self.left.insert(address, (if allowed { left - 1.0 } else { left }, now));
        if allowed { Ok(()) } else { Err(Duration::from_secs_f64((1.0 - left) / self.rate.per_second)) }
    }

    fn refilled(&self, left: f64, since: Duration, now: Duration) -> f64 {
        (left + now.saturating_sub(since).as_secs_f64() * self.rate.per_second).min(self.rate.burst)
    }

    fn forget_rested(&mut self, now: Duration) -> Result<(), Duration> {
        let Rate { burst, per_second } = self.rate;
        self.left.retain(|_, (left, since)| *left + now.saturating_sub(*since).as_secs_f64() * per_second < burst);
        if self.left.len() < MOST_ADDRESSES { Ok(()) } else { Err(Duration::from_secs_f64(1.0 / per_second)) }
    }
}

/// Whom an address stands for: itself in IPv4, its /64 in IPv6, which one customer has whole.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => IpAddr::V6((six.to_bits() & !u128::from(u64::MAX)).into()),
        four => four,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate { burst: 2.0, per_second: 1.0 };

    #[test]
    fn a_burst_then_the_pace() {
        let mut limiter = Limiter::new(RATE);
        let (one, other) = ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        assert!(limiter.take(one, Duration::ZERO).is_ok() && limiter.take(one, Duration::ZERO).is_ok());
        assert_eq!(limiter.take(one, Duration::ZERO), Err(Duration::from_secs(1)));
        assert!(limiter.take(other, Duration::ZERO).is_ok());
        assert!(limiter.take(one, Duration::from_secs(1)).is_ok());
    }

    #[test]
    fn neighbours_of_a_network_share_and_memory_is_bounded() {
        let mut limiter = Limiter::new(RATE);
        for _ in 0..2 {
            assert!(limiter.take("2001:db8::1".parse().unwrap(), Duration::ZERO).is_ok());
        }
        assert!(limiter.take("2001:db8::2".parse().unwrap(), Duration::ZERO).is_err());
        for n in 0..20_000_u32 {
            let _ = limiter.take(IpAddr::V4(n.into()), Duration::ZERO);
        }
        assert!(limiter.left.len() <= MOST_ADDRESSES);
        assert!(limiter.take("198.51.100.1".parse().unwrap(), Duration::from_secs(9)).is_ok());
    }
}
