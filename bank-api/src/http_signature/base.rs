//! The signature base (RFC 9421, section 2.5): the bytes that are signed, derived from a request on both sides.

use std::fmt::Write;

use http::{HeaderMap, HeaderName, Method, Uri, request::Parts, uri::Authority};

/// What of a request is signed, wherever it is held.
#[derive(Clone, Copy)]
pub(super) struct Message<'a> {
    pub(super) method: &'a Method,
    pub(super) uri: &'a Uri,
    pub(super) headers: &'a HeaderMap,
}

impl<'a> From<&'a Parts> for Message<'a> {
    fn from(parts: &'a Parts) -> Self {
        Self { method: &parts.method, uri: &parts.uri, headers: &parts.headers }
    }
}

impl<'a, B> From<&'a http::Request<B>> for Message<'a> {
    fn from(request: &'a http::Request<B>) -> Self {
        Self { method: request.method(), uri: request.uri(), headers: request.headers() }
    }
}

/// The request has no single value of printable characters for this component of its signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoValue(pub(super) &'static str);

impl<'a> Message<'a> {
    /// The value of the header that is there at most once: a second one would leave open which of the two is meant.
    pub(super) fn only(&self, name: &'static str) -> Result<Option<&'a str>, NoValue> {
        let mut values = self.headers.get_all(HeaderName::from_static(name)).iter();
        let (first, second) = (values.next(), values.next());
        if second.is_some() {
            return Err(NoValue(name));
        }
        let value = first.map(|value| value.to_str().map_err(|_| NoValue(name))).transpose()?;
        Ok(value.map(|value| value.trim_matches([' ', '\t'])))
    }

    /// The host and port that the request is for: lower case, without the scheme's default port (RFC 9421, section 2.2.3).
    pub(super) fn authority(&self) -> Result<String, NoValue> {
        let absent = NoValue("@authority");
        let host =
            self.only(HOST_NAME)?.map(|host| host.parse::<Authority>().map_err(|_| absent)).transpose()?;
        let authority = host.as_ref().or(self.uri.authority()).ok_or(absent)?;
        let default_port = match self.uri.scheme_str() {
            Some("https") => Some(443),
            Some("http") => Some(80),
            _ => None,
        };
        let name = authority.host().to_ascii_lowercase();
        if name.is_empty() || authority.as_str().contains('@') {
            return Err(absent);
        }
        Ok(match authority.port_u16() {
            Some(port) if Some(port) != default_port => format!("{name}:{port}"),
            _ => name,
        })
    }

    fn value(&self, component: &'static str) -> Result<String, NoValue> {
        match component {
            "@method" => Ok(self.method.as_str().to_owned()),
            "@authority" => self.authority(),
            "@path" => Ok(self.uri.path().to_owned()),
            "@query" => Ok(format!("?{}", self.uri.query().unwrap_or_default())),
            header => Ok(self.only(header)?.ok_or(NoValue(header))?.to_owned()),
        }
    }

    /// The base over `components` in this order, closed by the `@signature-params` that go with them.
    pub(super) fn signature_base(
        &self,
        components: &[&'static str],
        signature_params: &str,
    ) -> Result<String, NoValue> {
        let mut base = String::with_capacity(512);
        for component in components {
            // Writing to a String does not fail.
            let _ = writeln!(base, "\"{component}\": {}", self.value(component)?);
        }
        let _ = write!(base, "\"@signature-params\": {signature_params}");
        Ok(base)
    }
}

const HOST_NAME: &str = "host";

/// The inner list of `components`, as `Signature-Input` and `@signature-params` begin.
pub(super) fn inner_list(components: &[&str]) -> String {
    let quoted: Vec<_> = components.iter().map(|component| format!("\"{component}\"")).collect();
    format!("({})", quoted.join(" "))
}
