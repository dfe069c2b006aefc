//! Connections: so many at once, none that sends or takes for ever, all ended in order.

use axum::Router;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

/// Connections at once; others wait until one ends.
const MOST_CONNECTIONS: usize = 512;
/// Time that a client may take for the head of a request; one that sends a byte now and then is cut off.
const HEAD: Duration = Duration::from_secs(15);
/// Time that running requests have when the server ends.
const LAST: Duration = Duration::from_secs(20);
/// Bytes of the head of a request.
const MOST_HEAD: usize = 32 << 10;
/// Pause after the system refused a connection (mostly: too many open files).
const REFUSED: Duration = Duration::from_millis(100);

/// Answers until `stop` is done; then no connection is taken any more, and those that are held end with their request.
pub(crate) async fn listen(listener: TcpListener, app: Router, stop: impl Future<Output = ()> + Send) {
    let (graceful, room) = (GracefulShutdown::new(), Arc::new(Semaphore::new(MOST_CONNECTIONS)));
    let mut stop = std::pin::pin!(stop);
    loop {
        let Ok(place) = Arc::clone(&room).acquire_owned().await else { break };
        let (stream, from) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(_) => {
                    tokio::time::sleep(REFUSED).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let connection = graceful.watch(connection(stream, from, app.clone()));
        tokio::spawn(async move {
            // A client that goes away is no affair of ours.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(LAST, graceful.shutdown()).await;
}

fn connection(
    stream: TcpStream,
    from: SocketAddr,
    app: Router,
) -> http1::Connection<
    TokioIo<TcpStream>,
    impl hyper::service::HttpService<Incoming, ResBody = axum::body::Body, Error = Infallible, Future: Send> + Send,
> {
    let _ = stream.set_nodelay(true);
    let service = hyper::service::service_fn(move |mut request: Request<Incoming>| {
        let mut app = app.clone();
        request.extensions_mut().insert(ConnectInfo(from));
        async move { tower_service::Service::call(&mut app, request).await }
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(MOST_HEAD)
        .serve_connection(TokioIo::new(stream), service)
}
