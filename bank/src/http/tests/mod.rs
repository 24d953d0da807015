//! The API from outside: requests into the router, as a proxy would pass them on.

mod auth;
mod clock;
mod document;
mod events;
mod journey;
mod logs;
mod refusals;
mod sandbox;
mod socket;
