use std::sync::Arc;

use bank_api::statement::OrderKind;

use crate::{store::MemoryDatabase, testing::*};

/// A ledger with a bit of everything.
async fn busy_world() -> World {
    let world = World::open(Arc::new(MemoryDatabase::new())).await;
    let (ann, ben) = (world.customer(1, kip(1000)).await, world.customer(2, kip(500)).await);
    let mut order = ann.pays(1, ben.account, kip(20));
    order.request = Some(world.request(1, ben.account, kip(20)).await);
    order.memo = Some("noodles".to_owned());
    settled(world.submit(&ann, order).await);
    let mut order = ben.pays(2, naga(), kip(100));
    order.kind = OrderKind::Redemption;
    settled(world.submit(&ben, order).await);
    rejected(world.submit(&ben, ben.pays(3, ann.account, kip(100_000))).await);
    world
}

#[tokio::test]
async fn a_sound_ledger_has_no_findings() {
    let report = busy_world().await.audit().await;
    assert_eq!(report.findings, Vec::<String>::new());
    assert_eq!((report.accounts, report.transfers, report.supply), (5, 8, kip(1500)));
}

/// Somebody with the database in his hands who knows how to get around its constraints.
#[tokio::test]
async fn whatever_is_altered_is_found() {
    let wallet = "(SELECT account FROM wallet LIMIT 1)";
    for (sql, finding) in [
        (format!("UPDATE account SET balance = balance + 1 WHERE id = {wallet}"), "holds another amount"),
        (format!("UPDATE account SET seq = seq + 1 WHERE id = {wallet}"), "chain of"),
        (format!("UPDATE account SET chain = zeroblob(32) WHERE id = {wallet}"), "chain of"),
        (format!("DELETE FROM account WHERE id = {wallet}"), "no account"),
        (
            "UPDATE account SET balance = balance - 5 WHERE kind = 'issuance'".to_owned(),
            "all accounts together",
        ),
        (
            format!("UPDATE entry SET balance_after = 7 WHERE account = {wallet} AND seq = 1"),
            "states another balance",
        ),
        (
            format!("UPDATE entry SET blinding = zeroblob(32) WHERE account = {wallet} AND seq = 1"),
            "not the ones",
        ),
        (format!("UPDATE entry SET leaf_index = 0 WHERE account = {wallet} AND seq = 1"), "is of transfer 0"),
        (format!("DELETE FROM entry WHERE account = {wallet} AND seq = 1"), "is missing"),
        ("UPDATE transfer SET amount = amount + 1 WHERE leaf_index = 6".to_owned(), "not the ones"),
        ("UPDATE transfer SET memo = 'rice' WHERE leaf_index = 6".to_owned(), "not the ones"),
        ("UPDATE transfer SET settled_at = settled_at + 1 WHERE leaf_index = 6".to_owned(), "not the ones"),
        ("UPDATE transfer SET debit_hash = zeroblob(32) WHERE leaf_index = 3".to_owned(), "not the ones"),
        ("UPDATE transfer SET order_id = zeroblob(16) WHERE leaf_index = 6".to_owned(), "was not decided as"),
        ("DELETE FROM transfer WHERE leaf_index = 7".to_owned(), "head of the log"),
        ("DELETE FROM transfer WHERE leaf_index = 2".to_owned(), "leaf 2 is missing"),
        (
            "UPDATE log_node SET hash = zeroblob(32) WHERE level = 2 AND idx = 0".to_owned(),
            "node 0 on level 2",
        ),
        ("DELETE FROM log_node WHERE level = 1 AND idx = 3".to_owned(), "node 3 on level 1"),
        ("DELETE FROM decision WHERE leaf_index = 6".to_owned(), "was not decided as"),
        ("UPDATE decision SET leaf_index = 5 WHERE leaf_index = 6".to_owned(), "was not decided as"),
        ("UPDATE transfer SET statement = zeroblob(9) WHERE leaf_index = 6".to_owned(), "the signed order"),
        ("UPDATE decision SET digest = zeroblob(32) WHERE leaf_index = 6".to_owned(), "the signed order"),
        ("UPDATE payment_request SET paid_by = NULL".to_owned(), "was not answered"),
        ("UPDATE payment_request SET amount = amount - 1".to_owned(), "was not answered"),
        ("UPDATE ledger_head SET minted = minted + 1".to_owned(), "the supply"),
    ] {
        let world = busy_world().await;
        let tamper = sql.clone();
        world
            .database
            .write(move |tx| {
                tx.pragma_update(None, "ignore_check_constraints", "ON")?;
                tx.pragma_update(None, "defer_foreign_keys", "ON")?;
                let triggers = {
                    let mut select = tx.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")?;
                    let names = select.query_map([], |row| row.get::<_, String>(0))?;
                    names.collect::<Result<Vec<_>, _>>()?
                };
                for trigger in triggers {
                    tx.execute_batch(&format!("DROP TRIGGER {trigger}"))?;
                }
                assert_eq!(tx.execute(&tamper, [])?, 1, "{tamper}");
                // What a foreign key would keep is taken away as well.
                tx.execute_batch("DELETE FROM device WHERE account NOT IN (SELECT id FROM account)")?;
                tx.execute_batch("DELETE FROM payment_request WHERE payee NOT IN (SELECT id FROM account)")?;
                tx.execute_batch("DELETE FROM wallet WHERE account NOT IN (SELECT id FROM account)")?;
                Ok(())
            })
            .await
            .unwrap();
        let findings = world.audit().await.findings;
        assert!(findings.iter().any(|found| found.contains(finding)), "{sql}: {findings:?}");
    }
}
