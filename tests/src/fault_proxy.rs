//! A TCP proxy between wallet and bank that loses, cuts, stalls and forges, on order. Also a program: `fault-proxy`.
//!
//! ```text
//! wallet --request--> proxy --request--> bank
//!        <--answer---       <--answer---
//! ```
//!
//! It works on bytes, and knows of HTTP only that a request begins with its line: a fault is given to the next
//! requests whose line contains a text.

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinHandle,
};

/// What goes wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The request never reaches the bank: the connection breaks.
    LoseRequest,
    /// The bank does what was asked, and its answer is lost.
    LoseAnswer,
    /// Only so many bytes of the bank's answer arrive.
    CutAnswer(usize),
    /// So many bytes are missing at the end of the bank's answer.
    CutEnd(usize),
    /// The bank does not get the request; these bytes are the answer.
    Forge(Vec<u8>),
    /// The bank does what was asked, and no answer comes while the wallet waits.
    Stall,
}

#[derive(Debug)]
struct Armed {
    line_contains: String,
    fault: Fault,
    times: usize,
}

#[derive(Debug, Default)]
struct State {
    armed: Vec<Armed>,
    hits: usize,
    requests: usize,
    bank: BankTime,
}

/// How long the bank let wallets wait.
#[derive(Clone, Copy, Debug, Default)]
pub struct BankTime {
    /// How many answers were waited for.
    pub answers: usize,
    /// From the last bytes of each request to the first of its answer, all added up.
    pub waited: Duration,
}

/// Where connections go: to the bank, or, while the network is away, nowhere.
#[derive(Clone, Copy, Debug, Default)]
struct Line {
    bank: Option<SocketAddr>,
    cut: bool,
}

impl Line {
    fn open(self) -> Option<SocketAddr> {
        self.bank.filter(|_| !self.cut)
    }
}

/// The proxy; it ends when it is dropped.
#[derive(Debug)]
pub struct FaultProxy {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    line: watch::Sender<Line>,
    stalled: watch::Sender<usize>,
    task: JoinHandle<()>,
}

impl Drop for FaultProxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl FaultProxy {
    /// Listens on a free port of 127.0.0.1 for a bank that is told where it is by [`Self::forward_to`].
    pub async fn bind() -> io::Result<(TcpListener, SocketAddr)> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        Ok((listener, address))
    }

    /// Starts to pass on to `bank` what comes in at `listener`.
    pub fn forward_to(listener: TcpListener, bank: SocketAddr) -> io::Result<Self> {
        let proxy = Self::without_bank(listener)?;
        proxy.set_bank(bank);
        Ok(proxy)
    }

    /// Starts with connections that are closed at once, until [`Self::set_bank`] says where they go.
    pub fn without_bank(listener: TcpListener) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let state = Arc::new(Mutex::new(State::default()));
        let (line, stalled) = (watch::Sender::new(Line::default()), watch::Sender::new(0));
        let (shared, lines, stalls) = (Arc::clone(&state), line.clone(), stalled.clone());
        let task = tokio::spawn(async move {
            while let Ok((wallet, _)) = listener.accept().await {
                let (state, stalls, mut line) = (Arc::clone(&shared), stalls.clone(), lines.subscribe());
                let Some(bank) = line.borrow_and_update().open() else { continue };
                tokio::spawn(async move {
                    // Neither an error of the one nor the end of the other is more than a connection that breaks, which is
                    // what this is for.
                    tokio::select! {
                        _ = carry(wallet, bank, &state, &stalls) => {}
                        _ = line.wait_for(|line| line.open() != Some(bank)) => {}
                    }
                });
            }
        });
        Ok(Self { address, state, line, stalled, task })
    }

    /// Says where the bank is. Connections to where it was before are broken.
    pub fn set_bank(&self, bank: SocketAddr) {
        self.line.send_modify(|line| line.bank = Some(bank));
    }

    /// Breaks all connections, and closes new ones at once. The address stays the proxy's: nobody else may answer there.
    pub fn cut(&self) {
        self.line.send_modify(|line| line.cut = true);
    }

    /// Carries connections again.
    pub fn mend(&self) {
        self.line.send_modify(|line| line.cut = false);
    }

    /// The bank's address as the wallet sees it.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Gives `fault` to the next `times` requests whose first line contains `line_contains`.
    pub fn inject(&self, line_contains: &str, fault: Fault, times: usize) {
        let armed = Armed { line_contains: line_contains.to_owned(), fault, times };
        self.lock().armed.push(armed);
    }

    /// Takes back what was injected and not used up.
    pub fn heal(&self) {
        self.lock().armed.clear();
    }

    /// How many requests met a fault.
    pub fn hits(&self) -> usize {
        self.lock().hits
    }

    /// How many faults wait for a request.
    pub fn unused(&self) -> usize {
        self.lock().armed.iter().map(|armed| armed.times).sum()
    }

    /// How many requests came.
    pub fn requests(&self) -> usize {
        self.lock().requests
    }

    /// How long the bank took, since this was asked last.
    pub fn bank_time(&self) -> BankTime {
        std::mem::take(&mut self.lock().bank)
    }

    /// Waits until the bank has given an answer that [`Fault::Stall`] holds back.
    pub async fn stalled(&self) {
        self.stalled_times(1).await;
    }

    /// Waits until the bank has given so many answers that [`Fault::Stall`] holds, or held, back.
    pub async fn stalled_times(&self, times: usize) {
        // An error would mean that the sender is gone, which is ours.
        let _ = self.stalled.subscribe().wait_for(|stalls| *stalls >= times).await;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The fault for a request that begins with these bytes; `None` when the bytes go on with an earlier request.
fn fault_for(state: &Mutex<State>, bytes: &[u8]) -> Option<Fault> {
    let line = bytes.split(|byte| *byte == b'\r').next().map(String::from_utf8_lossy)?;
    if !line.ends_with("HTTP/1.1") {
        return None;
    }
    let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
    state.requests += 1;
    let armed =
        state.armed.iter_mut().find(|armed| armed.times > 0 && line.contains(&armed.line_contains))?;
    armed.times -= 1;
    let fault = armed.fault.clone();
    state.hits += 1;
    Some(fault)
}

fn answered(state: &Mutex<State>, waited: Duration) {
    let bank = &mut state.lock().unwrap_or_else(PoisonError::into_inner).bank;
    bank.answers += 1;
    bank.waited += waited;
}

async fn carry(
    mut wallet: TcpStream,
    bank: SocketAddr,
    state: &Mutex<State>,
    stalls: &watch::Sender<usize>,
) -> io::Result<()> {
    let mut bank = TcpStream::connect(bank).await?;
    wallet.set_nodelay(true)?;
    bank.set_nodelay(true)?;
    let (mut request, mut answer) = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
    let mut fault = None;
    let mut asked = None;
    loop {
        tokio::select! {
            read = wallet.read(&mut request) => {
                let read = read?;
                if read == 0 {
                    return Ok(());
                }
                if let Some(next) = fault_for(state, &request[..read]) {
                    fault = Some(next);
                }
                match &fault {
                    Some(Fault::LoseRequest) => return Ok(()),
                    Some(Fault::Forge(bytes)) => {
                        wallet.write_all(bytes).await?;
                        return wallet.shutdown().await;
                    }
                    _ => bank.write_all(&request[..read]).await?,
                }
                asked = Some(Instant::now());
            }
            read = bank.read(&mut answer) => {
                let read = read?;
                if read == 0 {
                    return Ok(());
                }
                if let Some(asked) = asked.take() {
                    answered(state, asked.elapsed());
                }
                match fault.take() {
                    Some(Fault::LoseAnswer) => return Ok(()),
                    Some(Fault::CutAnswer(bytes)) => {
                        wallet.write_all(&answer[..read.min(bytes)]).await?;
                        return wallet.shutdown().await;
                    }
                    Some(Fault::CutEnd(bytes)) => {
                        wallet.write_all(&answer[..read.saturating_sub(bytes)]).await?;
                        return wallet.shutdown().await;
                    }
                    Some(Fault::Stall) => {
                        stalls.send_modify(|stalls| *stalls += 1);
                        // Holds the connection open until the wallet gives up.
                        while wallet.read(&mut request).await? > 0 {}
                        return Ok(());
                    }
                    _ => wallet.write_all(&answer[..read]).await?,
                }
            }
        }
    }
}
