//! The transport over HTTP: reqwest with rustls.
//!
//! Certificates are the bank's own ("pinned"): no public authority can speak for it. Plain HTTP is accepted only to
//! this very machine.

use std::time::Duration;

use bank_api::env::BoxFuture;
use reqwest::{Certificate, Client, Response, redirect};

use super::transport::{BankTransport, EventSource, MAX_ANSWER_BYTES, Streamed, TransportError};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const ANSWER_TIMEOUT: Duration = Duration::from_secs(15);
/// The bank sends a heartbeat every 15 seconds: this long without one, and the connection is dead.
const SILENCE_TIMEOUT: Duration = Duration::from_secs(40);

/// HTTP/1.1 to one bank, over connections that are kept.
#[derive(Clone, Debug)]
pub struct HttpTransport {
    requests: Client,
    streams: Client,
}

impl HttpTransport {
    /// A transport to the bank at `url` (`https://bank.example` or, on this machine, `http://127.0.0.1:8418`).
    /// `certificates` are the PEM certificates of the authorities that may speak for the bank: needed for HTTPS.
    pub fn new(url: &str, certificates: &[Vec<u8>]) -> Result<Self, TransportError> {
        let plain = base_url(url)?.scheme_str() == Some("http");
        if !plain && certificates.is_empty() {
            let what = "an https address needs the certificate of the bank's authority".to_owned();
            return Err(TransportError::Address(what));
        }
        // Another library in the app may have installed a provider before: then that one serves.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut authorities = Vec::new();
        for pem in certificates {
            let unusable =
                |why: &dyn std::fmt::Display| TransportError::Address(format!("certificate: {why}"));
            let found = Certificate::from_pem_bundle(pem).map_err(|error| unusable(&error))?;
            if found.is_empty() {
                return Err(unusable(&"this is not a certificate in PEM"));
            }
            authorities.extend(found);
        }
        let builder = || {
            Client::builder()
                .tls_certs_only(authorities.clone())
                .connect_timeout(CONNECT_TIMEOUT)
                // A bank does not redirect; a signature is for one address only.
                .redirect(redirect::Policy::none())
                .http1_only()
                .no_proxy()
                .tcp_nodelay(true)
                .user_agent(concat!("dlak-wallet/", env!("CARGO_PKG_VERSION")))
        };
        let build = |builder: reqwest::ClientBuilder| {
            builder.build().map_err(|error| TransportError::Address(error.to_string()))
        };
        Ok(Self {
            requests: build(builder().timeout(ANSWER_TIMEOUT))?,
            streams: build(builder().read_timeout(SILENCE_TIMEOUT))?,
        })
    }
}

/// Checks the address of a bank: scheme and authority, nothing after them; plain HTTP to this machine only.
pub(crate) fn base_url(url: &str) -> Result<http::Uri, TransportError> {
    let address = |what: &str| TransportError::Address(format!("{url}: {what}"));
    let uri: http::Uri = url.parse().map_err(|_| address("not a URL"))?;
    let host = uri.host().ok_or_else(|| address("no host"))?;
    if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
        return Err(address("a user name has no place in it"));
    }
    if !matches!(uri.path_and_query().map(http::uri::PathAndQuery::as_str), None | Some("/")) {
        return Err(address("nothing may follow the host and port"));
    }
    let ip: Option<std::net::IpAddr> = host.trim_matches(['[', ']']).parse().ok();
    let local = host == "localhost" || ip.is_some_and(|ip| ip.is_loopback());
    match uri.scheme_str() {
        Some("https") => Ok(uri),
        Some("http") if local => Ok(uri),
        Some("http") => Err(address("plain http is accepted to this machine only, use https")),
        _ => Err(address("must begin with https:// (or, to this machine only, http://)")),
    }
}

impl BankTransport for HttpTransport {
    fn send(
        &self,
        request: http::Request<Vec<u8>>,
    ) -> BoxFuture<'_, Result<http::Response<Vec<u8>>, TransportError>> {
        Box::pin(async move {
            let mut response = execute(&self.requests, request).await?;
            let mut body = Vec::new();
            while let Some(piece) = response.chunk().await.map_err(|error| transport_error(&error))? {
                if body.len() + piece.len() > MAX_ANSWER_BYTES {
                    return Err(TransportError::TooLarge);
                }
                body.extend_from_slice(&piece);
            }
            let mut answer = http::Response::new(body);
            *answer.status_mut() = response.status();
            *answer.headers_mut() = std::mem::take(response.headers_mut());
            Ok(answer)
        })
    }

    fn stream(&self, request: http::Request<Vec<u8>>) -> BoxFuture<'_, Result<Streamed, TransportError>> {
        Box::pin(async move {
            let response = execute(&self.streams, request).await?;
            let status = response.status();
            let source: Box<dyn EventSource> = Box::new(HttpEvents(response));
            Ok((status, source))
        })
    }
}

struct HttpEvents(Response);

impl EventSource for HttpEvents {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, TransportError>> {
        Box::pin(async move {
            let piece = self.0.chunk().await.map_err(|error| transport_error(&error))?;
            Ok(piece.map(|bytes| bytes.to_vec()))
        })
    }
}

async fn execute(client: &Client, request: http::Request<Vec<u8>>) -> Result<Response, TransportError> {
    let request = reqwest::Request::try_from(request)
        .map_err(|error| TransportError::Address(error.without_url().to_string()))?;
    client.execute(request).await.map_err(|error| transport_error(&error))
}

fn transport_error(error: &reqwest::Error) -> TransportError {
    // The innermost source says it in a person's words ("Connection refused"); the outer ones repeat the URL.
    let mut innermost: &dyn std::error::Error = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    if error.is_timeout() {
        TransportError::Timeout
    } else if error.is_connect() {
        TransportError::Unreachable(innermost.to_string())
    } else {
        TransportError::Broken(innermost.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_this_machine_only() {
        for url in ["http://127.0.0.1:8418", "http://localhost/", "http://[::1]:80", "https://bank.example"] {
            assert!(base_url(url).is_ok(), "{url}");
        }
        for url in [
            "http://bank.example",
            "http://127.0.0.1.evil.example",
            "https://user@bank.example",
            "https://bank.example/v1",
            "https://bank.example/?x",
            "ftp://127.0.0.1",
            "bank.example",
            "",
        ] {
            assert!(matches!(base_url(url), Err(TransportError::Address(_))), "{url}");
        }
    }

    #[test]
    fn https_wants_the_banks_own_certificate() {
        assert!(matches!(HttpTransport::new("https://bank.example", &[]), Err(TransportError::Address(_))));
        for rubbish in ["-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----", "rubbish", ""] {
            let made = HttpTransport::new("https://bank.example", &[rubbish.as_bytes().to_vec()]);
            assert!(matches!(made, Err(TransportError::Address(_))), "{rubbish}");
        }
    }

    /// A server on this machine that answers one request with these bytes and hangs up.
    fn serve(answer: Vec<u8>) -> String {
        use std::io::{Read, Write};
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            let (mut connection, _) = listener.accept().unwrap();
            let mut request = Vec::new();
            while !request.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                connection.read_exact(&mut byte).unwrap();
                request.push(byte[0]);
            }
            // The wallet may hang up first.
            let _ = connection.write_all(&answer);
        });
        format!("http://{address}")
    }

    fn answer(length: usize, body: &[u8]) -> Vec<u8> {
        let mut answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n").into_bytes();
        answer.extend_from_slice(body);
        answer
    }

    async fn ask(url: &str) -> Result<Vec<u8>, TransportError> {
        let transport = HttpTransport::new(url, &[]).unwrap();
        let request = http::Request::get(format!("{url}/.well-known/dlak")).body(Vec::new()).unwrap();
        transport.send(request).await.map(http::Response::into_body)
    }

    #[tokio::test]
    async fn answers_are_taken_whole_or_not_at_all() {
        assert_eq!(ask(&serve(answer(5, b"hello"))).await, Ok(b"hello".to_vec()));
        assert!(matches!(ask(&serve(answer(50, b"hello"))).await, Err(TransportError::Broken(_))));
        assert!(matches!(ask(&serve(Vec::new())).await, Err(TransportError::Broken(_))));
        assert!(matches!(ask(&serve(b"SSH-2.0-OpenSSH\r\n".to_vec())).await, Err(TransportError::Broken(_))));
    }

    #[tokio::test]
    async fn ten_megabytes_are_not_read() {
        let size = 10 * 1024 * 1024;
        assert_eq!(ask(&serve(answer(size, &vec![b' '; size]))).await, Err(TransportError::TooLarge));
        let most = answer(MAX_ANSWER_BYTES, &vec![b' '; MAX_ANSWER_BYTES]);
        assert_eq!(ask(&serve(most)).await.map(|body| body.len()), Ok(MAX_ANSWER_BYTES));
    }

    #[tokio::test]
    async fn a_bank_that_is_down_is_unreachable() {
        let url = {
            let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            format!("http://{}", listener.local_addr().unwrap())
        };
        assert!(matches!(ask(&url).await, Err(TransportError::Unreachable(_))));
    }

    #[tokio::test]
    async fn a_redirect_is_not_followed() {
        let moved =
            b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n".to_vec();
        assert_eq!(ask(&serve(moved)).await, Ok(Vec::new()));
    }

    #[tokio::test]
    async fn a_stream_gives_its_pieces_and_its_end() {
        let url = serve(
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\ndata: x\n\n\r\n0\r\n\r\n".to_vec(),
        );
        let transport = HttpTransport::new(&url, &[]).unwrap();
        let request = http::Request::get(format!("{url}/v1/events")).body(Vec::new()).unwrap();
        let (status, mut source) = transport.stream(request).await.unwrap();
        assert_eq!(status, 200);
        assert_eq!(source.next().await, Ok(Some(b"data: x\n\n".to_vec())));
        assert_eq!(source.next().await, Ok(None));
    }
}
