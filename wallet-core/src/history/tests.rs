use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use bank_api::log::entry::{Direction, EntryKind};
use rusqlite::params;

use super::*;
use crate::{
    OpenedFiles, Purpose, WalletFiles, WalletParts,
    testing::{World, kip},
};

/// Counts the thousands of steps that SQLite's machine takes.
struct Counted(Arc<dyn WalletFiles>, Arc<AtomicU32>);

impl WalletFiles for Counted {
    fn open(&self, purpose: Purpose) -> Result<OpenedFiles, StoreError> {
        let mut opened = self.0.open(purpose)?;
        let count = Arc::clone(&self.1);
        let step = move || {
            count.fetch_add(1, Ordering::Relaxed);
            false
        };
        opened.connection.progress_handler(1000, Some(step))?;
        Ok(opened)
    }
}

/// A wallet with 100,000 entries, a second between each and the next, and 20,000 payments; and what counts its steps.
async fn a_long_life() -> (Wallet, Arc<AtomicU32>) {
    let world = World::new().await;
    world
        .payer
        .store()
        .write(|transaction| {
            let sql = "WITH RECURSIVE number (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM number WHERE n < 100000)
                 INSERT INTO entry SELECT n, kind, order_id, counterparty, counterparty_name, direction, amount,
                    balance_after, n * 1000000, request, memo, blinding, hash, leaf_index, counter_hash
                 FROM entry, number WHERE seq = 1";
            assert_eq!(transaction.execute(sql, [])?, 99_999);
            let sql = "WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 20000)
                 INSERT INTO payment (order_id, kind, payee, payee_name, amount, created_at, expires_at,
                    signed_order, state, receipt, decided_at, entry_seq)
                 SELECT randomblob(16), 'payment', zeroblob(16), '', 1, n, n + 1, x'', 'settled', x'', 1, n
                 FROM number";
            assert_eq!(transaction.execute(sql, [])?, 20_000);
            Ok(())
        })
        .await
        .unwrap();
    let World { phone, payer, .. } = world;
    drop(payer);
    let kilosteps = Arc::new(AtomicU32::new(0));
    let files = Arc::new(Counted(phone.parts().files, Arc::clone(&kilosteps)));
    let wallet = Wallet::open(WalletParts { files, ..phone.parts() }).await.unwrap();
    (wallet, kilosteps)
}

#[tokio::test]
async fn the_newest_page_of_a_long_life_is_shown_without_reading_the_rest() {
    let (wallet, kilosteps) = a_long_life().await;
    assert_eq!(wallet.balance().await.unwrap().settled, kip(1000));
    let page = wallet.history(None, 50).await.unwrap();
    assert_eq!((page.len(), page[0].seq), (50, 100_000));
    assert_eq!(wallet.payments(None, 50).await.unwrap().len(), 50);
    assert_eq!(wallet.resume().await.unwrap(), []);
    let kilosteps = kilosteps.load(Ordering::Relaxed);
    assert!(kilosteps < 20, "{kilosteps} thousand steps");
}

#[tokio::test]
async fn the_newest_that_is_searched_for_and_a_day_are_found_without_reading_the_rest() {
    let (wallet, kilosteps) = a_long_life().await;
    let filter = HistoryFilter { text: Some("bcel".to_owned()), ..HistoryFilter::default() };
    let page = wallet.history_matching(filter, None, 50).await.unwrap();
    assert_eq!((page.len(), page[0].seq), (50, 100_000));
    // An hour of the middle, of which nothing is money that went out: the page is never full.
    let hour =
        HistoryFilter { from: Some(second(50_000)), until: Some(second(53_600)), ..HistoryFilter::default() };
    let none = HistoryFilter { direction: Some(Direction::Debit), ..hour.clone() };
    assert_eq!(wallet.history_matching(none, None, 50).await.unwrap(), []);
    let summary = wallet.history_summary(hour.clone()).await.unwrap();
    assert_eq!((summary.entries, summary.received), (3_600, kip(3_600_000)));
    let page = wallet.history_matching(hour, Some(50_002), 50).await.unwrap();
    assert_eq!(page.iter().map(|item| item.seq).collect::<Vec<_>>(), [50_001, 50_000]);
    let last = wallet.history(None, 1).await.unwrap().remove(0);
    assert_eq!(wallet.history_entry(last.order_id).await.unwrap().unwrap().seq, 1);
    let kilosteps = kilosteps.load(Ordering::Relaxed);
    assert!(kilosteps < 250, "{kilosteps} thousand steps");
}

fn second(seconds: i64) -> Timestamp {
    Timestamp::from_seconds(seconds).unwrap()
}

/// What tells the entries of a test apart.
struct Given {
    kind: EntryKind,
    direction: Direction,
    kip: u64,
    name: &'static str,
    memo: Option<&'static str>,
    at: i64,
}

/// The entries with the numbers 2 to 7; number 1 is the top-up of 1,000 kip, much later than all of them.
const GIVEN: [Given; 6] = [
    Given {
        kind: EntryKind::Payment,
        direction: Direction::Debit,
        kip: 10,
        name: "Han Kafe",
        memo: Some("50% off_x"),
        at: 100,
    },
    Given {
        kind: EntryKind::Payment,
        direction: Direction::Credit,
        kip: 20,
        name: "ຄຳຫຼ້າ ໄຊຍະສອນ",
        memo: Some("ຄ່ານ້ຳ"),
        at: 200,
    },
    Given {
        kind: EntryKind::Payment,
        direction: Direction::Credit,
        kip: 30,
        name: "สมชาย น้ำใจ",
        memo: Some("โต๊ะ ๑๒"),
        at: 300,
    },
    // The bank's clock has gone back, which it never should.
    Given {
        kind: EntryKind::Redemption,
        direction: Direction::Debit,
        kip: 40,
        name: "BCEL",
        memo: None,
        at: 150,
    },
    Given {
        kind: EntryKind::Payment,
        direction: Direction::Credit,
        kip: 50,
        name: "Café Mékong",
        memo: Some("500"),
        at: 400,
    },
    Given {
        kind: EntryKind::Payment,
        direction: Direction::Debit,
        kip: 60,
        name: "han kafe 2",
        memo: Some("CAFÉ"),
        at: 500,
    },
];

fn order(seq: u8) -> OrderId {
    OrderId::from_bytes([1, 0x93, 0xAB, 0xCD, 0xEF, seq, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, seq])
}

async fn world() -> World {
    let world = World::new().await;
    world
        .payer
        .store()
        .write(|transaction| {
            for (seq, entry) in (2_u8..).zip(&GIVEN) {
                let sql = "INSERT INTO entry SELECT ?1, ?2, ?3, counterparty, ?4, ?5, ?6, balance_after, ?7, request, ?8,
                        blinding, hash, leaf_index, counter_hash
                     FROM entry WHERE seq = 1";
                let (kind, direction) =
                    (crate::store::name_of(entry.kind), crate::store::name_of(entry.direction));
                let (amount, at) = (kip(entry.kip).signed_att(), second(entry.at).micros());
                let order = order(seq);
                transaction.execute(
                    sql,
                    params![seq, kind, order.as_bytes(), entry.name, direction, amount, at, entry.memo],
                )?;
            }
            Ok(())
        })
        .await
        .unwrap();
    world
}

/// The numbers of what the filter means, and that a summary means the same.
async fn found(wallet: &Wallet, filter: &HistoryFilter) -> Vec<u64> {
    let items = wallet.history_matching(filter.clone(), None, 1000).await.unwrap();
    let sum = |direction| {
        let of_direction = items.iter().filter(|item| item.direction == direction);
        of_direction.map(|item| item.amount.att()).sum::<u64>()
    };
    let summary = wallet.history_summary(filter.clone()).await.unwrap();
    assert_eq!(summary.entries, items.len() as u64, "{filter:?}");
    assert_eq!(summary.received.att(), sum(Direction::Credit), "{filter:?}");
    assert_eq!(summary.paid.att(), sum(Direction::Debit), "{filter:?}");
    items.iter().map(|item| item.seq).collect()
}

fn text(text: &str) -> HistoryFilter {
    HistoryFilter { text: Some(text.to_owned()), ..HistoryFilter::default() }
}

#[tokio::test]
async fn a_text_is_found_in_names_and_memos_as_people_read_it() {
    let World { payer, .. } = world().await;
    for (searched, numbers) in [
        ("", &[7, 6, 5, 4, 3, 2, 1][..]),
        (" \u{200B} ", &[7, 6, 5, 4, 3, 2, 1]),
        ("HAN KAFE", &[7, 2]),
        ("  han   kafe ", &[7, 2]),
        ("cafe", &[7, 6]),
        ("cafe\u{301} me", &[6]),
        ("50", &[6, 2]),
        ("%", &[2]),
        ("50%", &[2]),
        ("f_x", &[2]),
        ("_", &[2]),
        ("'; --", &[]),
        ("ຄຳ", &[3]),
        ("ຄໍາຫລ້າ", &[3]),
        ("ນໍ້າ", &[3]),
        ("ນ້ຳ", &[3]),
        ("ນ້", &[3]),
        ("น้ำ", &[4]),
        ("นํ้า", &[4]),
        ("โต๊ะ 12", &[4]),
        ("nobody", &[]),
    ] {
        assert_eq!(found(&payer, &text(searched)).await, numbers, "{searched}");
    }
}

#[tokio::test]
async fn an_entry_is_found_by_the_beginning_of_its_order() {
    let World { payer, .. } = world().await;
    assert_eq!(found(&payer, &text("0193abcd-ef05")).await, [5]);
    assert_eq!(found(&payer, &text("0193ABCDEF05")).await, [5]);
    assert_eq!(found(&payer, &text(&order(5).to_string())).await, [5]);
    assert_eq!(found(&payer, &text("0193abcd")).await, [7, 6, 5, 4, 3, 2]);
    // Too little of it: that would be the beginning of nearly all.
    assert_eq!(found(&payer, &text("0193abc")).await.len(), 0);
    assert_eq!(found(&payer, &text("93abcdef05")).await.len(), 0, "its middle is not its beginning");

    let entry = payer.history_entry(order(5)).await.unwrap().unwrap();
    assert_eq!((entry.seq, entry.counterparty_name.as_str()), (5, "BCEL"));
    assert_eq!(payer.history_entry(order(99)).await.unwrap(), None);
}

#[tokio::test]
async fn sides_kinds_and_times_are_told_apart() {
    let World { payer, .. } = world().await;
    let all = HistoryFilter::default();
    let times = |from: Option<i64>, until: Option<i64>| HistoryFilter {
        from: from.map(second),
        until: until.map(second),
        ..all.clone()
    };
    let credits = HistoryFilter { direction: Some(Direction::Credit), ..all.clone() };
    let debits = HistoryFilter { direction: Some(Direction::Debit), ..all.clone() };
    let kinds = |kinds: &[EntryKind]| HistoryFilter { kinds: kinds.to_vec(), ..all.clone() };
    let received_payments = HistoryFilter { kinds: vec![EntryKind::Payment], ..credits.clone() };
    for (filter, numbers) in [
        (all.clone(), &[7, 6, 5, 4, 3, 2, 1][..]),
        (credits.clone(), &[6, 4, 3, 1]),
        (debits, &[7, 5, 2]),
        (kinds(&[EntryKind::TopUp]), &[1]),
        (kinds(&[EntryKind::TopUp, EntryKind::Redemption, EntryKind::TopUp]), &[5, 1]),
        (kinds(&[EntryKind::Mint]), &[]),
        (received_payments.clone(), &[6, 4, 3]),
        // The first instant is in it, the last is not.
        (times(Some(200), Some(400)), &[4, 3]),
        (times(Some(200), Some(401)), &[6, 4, 3]),
        (times(Some(150), Some(201)), &[5, 3]),
        (times(None, Some(151)), &[5, 2]),
        (times(Some(500), None), &[7, 1]),
        (times(Some(300), Some(300)), &[]),
        (times(Some(400), Some(200)), &[]),
        (HistoryFilter { from: Some(second(201)), ..received_payments }, &[6, 4]),
        (HistoryFilter { text: Some("cafe".to_owned()), ..credits.clone() }, &[6]),
        (HistoryFilter { text: Some("kafe".to_owned()), ..credits }, &[]),
    ] {
        assert_eq!(found(&payer, &filter).await, numbers, "{filter:?}");
    }
}

#[tokio::test]
async fn what_is_searched_for_comes_a_page_at_a_time() {
    let World { payer, .. } = world().await;
    let filter = HistoryFilter { kinds: vec![EntryKind::Payment], ..HistoryFilter::default() };
    let mut numbers = Vec::new();
    let mut before = None;
    loop {
        let page = payer.history_matching(filter.clone(), before, 2).await.unwrap();
        let Some(last) = page.last() else { break };
        assert!(page.len() <= 2);
        before = Some(last.seq);
        numbers.extend(page.iter().map(|item| item.seq));
    }
    assert_eq!(numbers, [7, 6, 4, 3, 2]);
    assert_eq!(payer.history_matching(filter.clone(), None, 0).await.unwrap(), []);
    assert_eq!(payer.history_matching(filter.clone(), Some(0), 9).await.unwrap(), []);
    assert_eq!(payer.history_matching(filter, Some(u64::MAX), 9).await.unwrap().len(), 5);
}

#[tokio::test]
async fn a_search_ends_where_it_is_when_nobody_waits_for_it_any_more() {
    let World { payer, .. } = world().await;
    let mut caller = Some(Arc::new(()));
    let wanted = Wanted::by(caller.as_ref().unwrap());
    let read = move |transaction: &Transaction<'_>| {
        let mut read = 0;
        HistoryFilter::default().each(transaction, &wanted, SEARCHED, i64::MAX, |_| {
            read += 1;
            if read == 2 {
                caller = None;
            }
            Ok(true)
        })?;
        Ok(read)
    };
    assert_eq!(payer.store().read(read).await.unwrap(), 2);
}

#[tokio::test]
async fn a_total_that_is_no_amount_is_refused_and_not_wrapped() {
    let world = world().await;
    let sql = "UPDATE entry SET amount = 9223372036854775807 WHERE seq IN (3, 4)";
    world.payer.store().write(move |transaction| Ok(transaction.execute(sql, [])?)).await.unwrap();
    let total = world.payer.history_summary(HistoryFilter::default()).await;
    assert!(matches!(total, Err(WalletError::SumTooLarge)), "{total:?}");
    let until = HistoryFilter { until: Some(second(300)), ..HistoryFilter::default() };
    assert_eq!(world.payer.history_summary(until).await.unwrap().received.signed_att(), i64::MAX);
}

#[tokio::test]
async fn a_wallet_without_entries_comes_to_nothing() {
    let World { payee, .. } = World::new().await;
    let today = HistoryFilter { from: Some(Timestamp::EPOCH), ..HistoryFilter::default() };
    assert_eq!(payee.history_summary(today.clone()).await.unwrap(), HistorySummary::default());
    assert_eq!(payee.history_matching(today, None, 10).await.unwrap(), []);
    assert_eq!(payee.history_entry(order(1)).await.unwrap(), None);
}

#[tokio::test]
async fn the_payee_finds_what_came_in_by_the_payers_order() {
    let world = World::new().await;
    let paid = world.pay(kip(15)).await.unwrap();
    world.payee.sync().await.unwrap();
    let entry = world.payee.history_entry(paid.order_id).await.unwrap().unwrap();
    assert_eq!((entry.direction, entry.amount), (Direction::Credit, kip(15)));
    assert_eq!(world.payer.history_entry(paid.order_id).await.unwrap(), None, "not synced yet");
    world.payer.sync().await.unwrap();
    let entry = world.payer.history_entry(paid.order_id).await.unwrap().unwrap();
    assert_eq!((entry.direction, entry.amount), (Direction::Debit, kip(15)));
}
