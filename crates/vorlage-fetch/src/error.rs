//! Why an address could not be fetched.

/// A reason, with the address it is about.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// Not an address of a page.
    #[error("{url}: is no http or https address")]
    Address {
        /// As given.
        url: String,
    },
    /// An address that leads into the own net.
    #[error("{url}: not fetched: {reason}")]
    Refused {
        /// The address.
        url: String,
        /// Which host lies where.
        reason: String,
    },
    /// The host does not want it.
    #[error("{url}: not fetched: robots.txt of the host forbids it")]
    Robots {
        /// The address.
        url: String,
    },
    /// The host's wishes are unknown.
    #[error("{url}: not fetched: robots.txt of the host cannot be had: {reason}")]
    NoRobots {
        /// The address.
        url: String,
        /// What happened.
        reason: String,
    },
    /// A redirect that leads back, or on without end, or nowhere.
    #[error("{url}: redirects {how}")]
    Redirect {
        /// The address that was asked for.
        url: String,
        /// In a circle, too often, or to what.
        how: String,
    },
    /// The host answers, but not with the page.
    #[error("{url}: answers {status}")]
    Status {
        /// The address.
        url: String,
        /// The HTTP status.
        status: u16,
    },
    /// More than may be.
    #[error("{url}: has more than {limit} bytes")]
    TooLarge {
        /// The address.
        url: String,
        /// The limit in bytes.
        limit: usize,
    },
    /// No answer, or one that breaks off.
    #[error("{url}: cannot be fetched")]
    Network {
        /// The address.
        url: String,
        /// What happened.
        source: Box<ureq::Error>,
    },
    /// The archive cannot be written or read.
    #[error("{path}: cannot be used as an archive")]
    Archive {
        /// The file.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
}
