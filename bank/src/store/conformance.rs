//! What every store must do, run on each: a file, and memory.

use std::sync::{Arc, atomic::Ordering};

use bank_api::{
    amount::Amount,
    id::AccountId,
    log::{
        checkpoint::SignedCheckpoint,
        entry::Leaf,
        hash::leaf_hash,
        proof::{verify_consistency, verify_inclusion},
        tree::Frontier,
    },
    message::{
        payment::RequestStatus,
        wallet::{AccountStatus, EntriesQuery},
    },
    problem::RejectReason,
    statement::OrderKind,
};

use super::{outbox, *};
use crate::{
    directory,
    ledger::{Found, Instruction},
    sequencer::LedgerError,
    testing::*,
};

/// Runs a test on a bank in a file and on one in memory.
macro_rules! on_every_store {
    ($($(#[$doc:meta])* async fn $name:ident($files:ident: Arc<dyn DatabaseFiles>) $body:block)+) => {$(
        mod $name {
            use super::*;

            async fn test($files: Arc<dyn DatabaseFiles>) $body

            #[tokio::test]
            async fn in_a_file() {
                let folder = tempfile::tempdir().unwrap();
                test(Arc::new(FileDatabase::new(folder.path().join("bank.db")))).await;
            }

            #[tokio::test]
            async fn in_memory() {
                test(Arc::new(MemoryDatabase::new())).await;
            }
        }
    )+};
}

on_every_store! {
    async fn a_payment_settles_with_a_receipt_that_the_log_proves(files: Arc<dyn DatabaseFiles>) {
        let world = World::open(files).await;
        let (ann, ben) = (world.customer(1, kip(1000)).await, world.customer(2, kip(0)).await);
        let mut order = ann.pays(1, ben.account, kip(300));
        order.memo = Some("noodles".to_owned());
        let signed = ann.verified(order.clone());
        let receipt = receipt(world.submit(&ann, order).await);
        assert_eq!((receipt.payer, receipt.payee, receipt.amount), (ann.account, ben.account, kip(300)));
        assert_eq!(receipt.order_digest, signed.digest());

        let note = world.ledger.checkpoint().await.unwrap();
        let checkpoint = SignedCheckpoint::verify(note, ledger_keys().log.verifier()).unwrap();
        let proof = world.ledger.inclusion(receipt.leaf_index, checkpoint.size()).await.unwrap();
        let leaf = receipt.leaf().hash();
        verify_inclusion(&leaf, receipt.leaf_index, checkpoint.size(), &proof.path, checkpoint.root()).unwrap();
        assert_eq!((world.balance(ann.account).await, world.balance(ben.account).await), (70_000, 30_000));
        world.assert_sound(&[&ann, &ben]).await;
    }

    async fn the_same_order_gets_the_same_bytes_for_ever(files: Arc<dyn DatabaseFiles>) {
        let world = World::open(Arc::clone(&files)).await;
        let (ann, ben) = (world.customer(1, kip(1000)).await, world.customer(2, kip(0)).await);
        let first = world.submit(&ann, ann.pays(1, ben.account, kip(300))).await;
        let broke = world.submit(&ann, ann.pays(2, ben.account, kip(5000))).await;
        world.crash().await;

        let world = World::open(files).await;
        world.clock.advance_secs(86_400 * 365);
        world.fund(9_000_000, ann.account, kip(50_000)).await;
        world.revoke(&ann).await;
        assert_eq!(world.submit(&ann, ann.pays(1, ben.account, kip(300))).await, first);
        assert_eq!(world.submit(&ann, ann.pays(2, ben.account, kip(5000))).await, broke);
        let other = world.submit(&ann, ann.pays(1, ben.account, kip(301))).await;
        assert_eq!(rejected(other), RejectReason::OrderIdReused);
        let Found::Decided(found) = world.ledger.find(order_id(1)).await.unwrap() else { panic!("not found") };
        assert_eq!((found.payer, found.payee, &found.outcome), (ann.account, ben.account, &first));
        assert_eq!(world.balance(ben.account).await, 30_000);
        world.assert_sound(&[&ann, &ben]).await;
    }

    async fn a_device_that_is_revoked_while_its_order_waits_does_not_spend(files: Arc<dyn DatabaseFiles>) {
        let world = World::open(files).await;
        let (ann, ben) = (world.customer(1, kip(1000)).await, world.customer(2, kip(0)).await);
        let order = ann.sign(ann.pays(1, ben.account, kip(300)));
        let verified = world.ledger.verify(&order).await.unwrap();
        world.revoke(&ann).await;
        let outcome = world.ledger.submit(Instruction::Order(verified)).await.unwrap();
        assert_eq!(rejected(outcome), RejectReason::DeviceRevoked);
        assert_eq!(world.balance(ben.account).await, 0);
    }

    async fn a_frozen_account_counts_from_the_next_batch_on(files: Arc<dyn DatabaseFiles>) {
        let world = World::open(files).await;
        let (ann, ben) = (world.customer(1, kip(1000)).await, world.customer(2, kip(0)).await);
        world.set_status(ben.account, AccountStatus::Frozen).await;
        let outcome = world.submit(&ann, ann.pays(1, ben.account, kip(1))).await;
        assert_eq!(rejected(outcome), RejectReason::PayeeCannotReceive);
        world.set_status(ben.account, AccountStatus::Active).await;
        settled(world.submit(&ann, ann.pays(2, ben.account, kip(1))).await);
    }

    async fn a_request_is_paid_once(files: Arc<dyn DatabaseFiles>) {
        let world = World::open(files).await;
        let (ann, ben) = (world.customer(1, kip(1000)).await, world.customer(2, kip(1000)).await);
        let shop = world.customer(3, kip(0)).await;
        let request = world.request(1, shop.account, kip(20)).await;
        let answer = |person: &Person, id| {
            let mut order = person.pays(id, shop.account, kip(20));
            order.request = Some(request);
            order
        };
        let status = || {
            world.database.read(move |tx| directory::find_request(tx, request, noon()))
        };
        assert_eq!(status().await.unwrap().unwrap().status, RequestStatus::Open);
        let paid = receipt(world.submit(&ann, answer(&ann, 1)).await);
        assert_eq!(paid.request, Some(request));
        assert_eq!(rejected(world.submit(&ben, answer(&ben, 2)).await), RejectReason::RequestPaid);
        assert_eq!(status().await.unwrap().unwrap().status, RequestStatus::Paid);
        assert_eq!(world.balance(shop.account).await, 2000);
        world.assert_sound(&[&ann, &ben, &shop]).await;
    }

    async fn limits_and_the_spent_of_the_day_are_kept_over_a_restart(files: Arc<dyn DatabaseFiles>) {
        let world = World::open(Arc::clone(&files)).await;
        let (ann, ben) = (world.customer(1, kip(50_000_000)).await, world.customer(2, kip(0)).await);
        settled(world.submit(&ann, ann.pays(1, ben.account, kip(5_000_000))).await);
        settled(world.submit(&ann, ann.pays(2, ben.account, kip(5_000_000))).await);
        world.crash().await;

        let world = World::open(files).await;
        let outcome = world.submit(&ann, ann.pays(3, ben.account, kip(2_000_001))).await;
        assert_eq!(rejected(outcome), RejectReason::OverDailyLimit);
        let account = ann.account;
        let info = |now| world.database.read(move |tx| directory::account_info(tx, account, limits(), now));
        let today = info(noon()).await.unwrap().unwrap();
        assert_eq!((today.spent_today, today.balance), (kip(10_000_000), kip(40_000_000)));
        assert_eq!(today.participant_account, naga());
        let tomorrow = info(noon().shifted(86_400_000_000)).await.unwrap().unwrap();
        assert_eq!(tomorrow.spent_today, Amount::ZERO);
    }

    async fn a_redemption_waits_in_the_outbox_until_it_is_paid_out_once(files: Arc<dyn DatabaseFiles>) {
        let world = World::open(Arc::clone(&files)).await;
        let ann = world.customer(1, kip(1000)).await;
        let mut order = ann.pays(1, naga(), kip(400));
        order.kind = OrderKind::Redemption;
        settled(world.submit(&ann, order.clone()).await);
        settled(world.submit(&ann, order).await);
        world.crash().await;

        let world = World::open(files).await;
        let waiting = world.database.read(|tx| outbox::pending(tx, 0, 10)).await.unwrap();
        assert_eq!(waiting.len(), 1);
        assert_eq!((waiting[0].payer, waiting[0].participant, waiting[0].amount), (ann.account, naga(), kip(400)));
        assert!(world.database.write(|tx| outbox::done(tx, order_id(1))).await.unwrap());
        assert!(!world.database.write(|tx| outbox::done(tx, order_id(1))).await.unwrap());
        assert_eq!(world.database.read(|tx| outbox::pending(tx, 0, 10)).await.unwrap(), []);
    }

    async fn mints_and_burns_are_public_and_add_up_to_the_supply(files: Arc<dyn DatabaseFiles>) {
        let world = World::open(files).await;
        let ann = world.customer(1, kip(1000)).await;
        settled(world.ledger.submit(Instruction::Mint { id: order_id(1), participant: vault(), amount: kip(77) }).await.unwrap());
        settled(world.ledger.submit(Instruction::Burn { id: order_id(2), participant: vault(), amount: kip(7) }).await.unwrap());
        let leaves = world.ledger.leaves(0, 200).await.unwrap().leaves;
        let mut supply = 0;
        for (index, leaf) in (0..).zip(&leaves) {
            match Leaf::parse(&leaf.0).unwrap() {
                Leaf::Mint { amount, .. } => supply += amount.signed_att(),
                Leaf::Burn { amount, .. } => supply -= amount.signed_att(),
                Leaf::Transfer { .. } => {}
            }
            let size = leaves.len() as u64;
            let note = world.ledger.checkpoint().await.unwrap();
            let checkpoint = SignedCheckpoint::verify(note, ledger_keys().log.verifier()).unwrap();
            let proof = world.ledger.inclusion(index, size).await.unwrap();
            verify_inclusion(&leaf_hash(&leaf.0), index, size, &proof.path, checkpoint.root()).unwrap();
        }
        assert_eq!(supply, kip(1070).signed_att());
        assert_eq!(world.balance(AccountId::issuance()).await, -supply);
        world.assert_sound(&[&ann]).await;
    }

    async fn every_leaf_and_every_growth_of_the_log_can_be_proven(files: Arc<dyn DatabaseFiles>) {
        const LEAVES: u64 = 21;
        let world = World::open(files).await;
        let mut roots = vec![Frontier::empty().root()];
        let mut frontier = Frontier::empty();
        for number in 0..LEAVES {
            let mint = Instruction::Mint { id: order_id(number), participant: vault(), amount: kip(number + 1) };
            settled(world.ledger.submit(mint).await.unwrap());
            let leaf = world.ledger.leaves(number, 1).await.unwrap().leaves.remove(0);
            frontier.append(leaf_hash(&leaf.0));
            let note = world.ledger.checkpoint().await.unwrap();
            let checkpoint = SignedCheckpoint::verify(note, ledger_keys().log.verifier()).unwrap();
            assert_eq!(*checkpoint.root(), frontier.root());
            roots.push(frontier.root());
        }
        let leaves = world.ledger.leaves(0, 200).await.unwrap().leaves;
        for (size, root) in (0..).zip(&roots) {
            for (index, leaf) in (0..size).zip(&leaves) {
                let proof = world.ledger.inclusion(index, size).await.unwrap();
                verify_inclusion(&leaf_hash(&leaf.0), index, size, &proof.path, root).unwrap();
            }
            for (old_size, old_root) in (0..=size).zip(&roots) {
                let proof = world.ledger.consistency(old_size, size).await.unwrap();
                verify_consistency(old_size, old_root, size, root, &proof.path).unwrap();
            }
        }
    }

    async fn proofs_are_only_given_for_trees_that_were(files: Arc<dyn DatabaseFiles>) {
        let world = World::open(files).await;
        world.customer(1, kip(1000)).await;
        for (index, size) in [(3, 3), (0, 0), (0, 4), (u64::MAX, u64::MAX), (0, u64::MAX)] {
            let proof = world.ledger.inclusion(index, size).await;
            assert!(matches!(proof, Err(LedgerError::NotInLog)), "{index} {size}");
        }
        for (from, to) in [(2, 1), (0, 4), (3, u64::MAX)] {
            let proof = world.ledger.consistency(from, to).await;
            assert!(matches!(proof, Err(LedgerError::NotInLog)), "{from} {to}");
        }
        assert_eq!(world.ledger.consistency(0, 3).await.unwrap().path, []);
        assert_eq!(world.ledger.leaves(u64::MAX, 5).await.unwrap().leaves, []);
        assert_eq!(world.ledger.leaves(1, 1).await.unwrap().leaves.len(), 1);
    }

    async fn a_page_proves_that_the_log_only_grew_since_the_last_one(files: Arc<dyn DatabaseFiles>) {
        let world = World::open(files).await;
        let ann = world.customer(1, kip(1000)).await;
        let verify = |note: String| SignedCheckpoint::verify(note, ledger_keys().log.verifier()).unwrap();
        let mut known = verify(world.ledger.checkpoint().await.unwrap());
        for number in 0..20 {
            let top_up = Instruction::Mint { id: order_id(number), participant: naga(), amount: kip(1) };
            settled(world.ledger.submit(top_up).await.unwrap());
            let query = EntriesQuery { after: 0, limit: 1, tree_size: known.size() };
            let page = world.ledger.entries(ann.account, query).await.unwrap();
            let newer = verify(page.checkpoint);
            assert_eq!(newer.size(), known.size() + 1);
            let (old, new) = (known.root(), newer.root());
            verify_consistency(known.size(), old, newer.size(), new, &page.consistency).unwrap();
            known = newer;
        }
        let query = EntriesQuery { after: 0, limit: 1, tree_size: known.size() + 1 };
        let page = world.ledger.entries(ann.account, query).await.unwrap();
        assert_eq!(page.consistency, [], "there is no proof from a tree that never was");
    }

    async fn a_commit_that_fails_leaves_nothing_and_the_next_batch_goes_on(files: Arc<dyn DatabaseFiles>) {
        let fails = Arc::default();
        let files = Arc::new(FaultyFiles { inner: files, commits_fail: Arc::clone(&fails), pages: None });
        let world = World::open(files).await;
        let (ann, ben) = (world.customer(1, kip(1000)).await, world.customer(2, kip(0)).await);
        let before = world.ledger.checkpoint().await.unwrap();
        let order = || ann.instructs(ann.pays(1, ben.account, kip(300)));
        fails.store(true, Ordering::SeqCst);
        let failed = world.ledger.submit(order()).await;
        assert!(matches!(failed, Err(LedgerError::Store(_))), "{failed:?}");
        assert!(world.ledger.find(order_id(1)).await.is_err(), "no time may be told that was not stored");
        fails.store(false, Ordering::SeqCst);

        assert_eq!(world.ledger.checkpoint().await.unwrap(), before);
        assert_eq!((world.balance(ann.account).await, world.balance(ben.account).await), (100_000, 0));
        assert!(matches!(world.ledger.find(order_id(1)).await, Ok(Found::NotSeen { .. })));
        world.assert_sound(&[&ann, &ben]).await;
        settled(world.ledger.submit(order()).await.unwrap());
        world.assert_sound(&[&ann, &ben]).await;
    }

    async fn a_ledger_is_not_continued_with_other_keys(files: Arc<dyn DatabaseFiles>) {
        let world = World::open(Arc::clone(&files)).await;
        world.customer(1, kip(1)).await;
        let database = world.database.clone();
        world.close().await;
        let keys = |receipt: u8, log: u8, name: &str, network: &str| crate::ledger::LedgerKeys {
            network: network.parse().unwrap(),
            receipt: bank_api::key::SecretKey::from_seed(&[receipt; 32]),
            log: bank_api::log::note::NoteSigner::new(name, bank_api::key::SecretKey::from_seed(&[log; 32])).unwrap(),
        };
        for (keys, opens) in [
            (keys(101, 102, "bank.example/log", "dlak-test"), true),
            (keys(1, 102, "bank.example/log", "dlak-test"), false),
            (keys(101, 1, "bank.example/log", "dlak-test"), false),
            (keys(101, 102, "other.example/log", "dlak-test"), false),
            (keys(101, 102, "bank.example/log", "dlak-other"), false),
        ] {
            let (env, _) = test_env(1);
            let opened = crate::Ledger::open(database.clone(), Arc::new(keys), limits(), env).await;
            assert_eq!(opened.is_ok(), opens);
            assert!(opens || matches!(opened, Err(LedgerError::OtherKeys)));
        }
    }

    async fn two_banks_on_one_database_are_refused(files: Arc<dyn DatabaseFiles>) {
        let world = World::open(Arc::clone(&files)).await;
        let (env, clock) = test_env(1);
        let second = World::open_with(Arc::clone(&files), env.clone(), Arc::clone(&clock)).await;
        let Err(LedgerError::Store(error)) = second else { panic!("both opened") };
        assert!(matches!(*error, StoreError::InUse), "{error}");
        world.close().await;
        assert!(World::open_with(files, env, clock).await.is_ok(), "the lock was let go");
    }

    async fn the_database_too_refuses_what_breaks_the_rules(files: Arc<dyn DatabaseFiles>) {
        let world = World::open(files).await;
        let (ann, ben) = (world.customer(1, kip(1000)).await, world.customer(2, kip(0)).await);
        settled(world.submit(&ann, ann.pays(1, ben.account, kip(300))).await);
        for sql in [
            "UPDATE account SET balance = -1 WHERE kind = 'wallet'",
            "UPDATE account SET balance = 1 WHERE kind = 'issuance'",
            "UPDATE account SET kind = 'issuance', participant = NULL, balance = -1 WHERE kind = 'wallet' AND 1 = 0 OR balance < 0 AND kind = 'x'",
            "UPDATE entry SET balance_after = 0",
            "DELETE FROM entry",
            "UPDATE transfer SET amount = 1",
            "DELETE FROM transfer",
            "UPDATE decision SET reason = 'x', leaf_index = NULL",
            "DELETE FROM decision",
            "UPDATE ledger_head SET size = size - 1, batch_time = batch_time + 1",
            "UPDATE ledger_head SET batch_time = batch_time",
            "UPDATE ledger_head SET checkpoint = 'other', batch_time = batch_time + 1",
            "UPDATE ledger_head SET root = zeroblob(32), batch_time = batch_time + 1",
            "INSERT INTO entry SELECT account, seq, leaf_index, balance_after, blinding FROM entry",
            "INSERT INTO decision SELECT * FROM decision",
        ] {
            let result = world.database.write(move |tx| Ok(tx.execute(sql, [])?)).await;
            let untouched = matches!(result, Err(StoreError::Refused(_)) | Ok(0));
            assert!(untouched, "{sql}: {result:?}");
        }
        world.assert_sound(&[&ann, &ben]).await;
    }
}

#[cfg(unix)]
#[tokio::test]
async fn the_banks_files_are_for_their_owner_only_in_a_folder_that_others_made() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    let files = FileDatabase::new(folder.path().join("bank.sqlite"));
    let world = World::open(Arc::new(files)).await;
    world.customer(1, kip(1)).await;
    let mut names = 0;
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let file = file.unwrap();
        let mode = file.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{} is {mode:o}", file.file_name().display());
        names += 1;
    }
    assert_eq!(names, 4, "the database, its log, its index, the lock");
    world.close().await;
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bank.db");
    let rubbish = b"this was a bank once".repeat(500);
    std::fs::write(&path, &rubbish).unwrap();
    let (env, _) = test_env(1);
    let opened = Database::open(Arc::new(FileDatabase::new(&path)), env).await;
    assert!(matches!(opened, Err(StoreError::Damaged(_))), "{opened:?}");
    assert_eq!(std::fs::read(&path).unwrap(), rubbish);
}

#[tokio::test]
async fn a_head_that_was_altered_is_not_gone_on_from() {
    let disk: Arc<dyn DatabaseFiles> = Arc::new(MemoryDatabase::new());
    let world = World::open(Arc::clone(&disk)).await;
    world.customer(1, kip(10)).await;
    let alter = world.database.write(|tx| {
        let root = "UPDATE ledger_head SET peaks = zeroblob(length(peaks)), batch_time = batch_time + 1";
        Ok(tx.execute(root, [])?)
    });
    assert_eq!(alter.await.unwrap(), 1);
    let mint = Instruction::Mint { id: order_id(1), participant: vault(), amount: kip(1) };
    assert!(world.ledger.submit(mint).await.is_err());
    world.close().await;
    let (env, clock) = test_env(1);
    let Err(LedgerError::Store(error)) = World::open_with(disk, env, clock).await else { panic!("opened") };
    assert!(matches!(*error, StoreError::Damaged(_)), "{error}");
}

#[tokio::test]
async fn a_full_disk_loses_nothing_and_the_bank_goes_on_when_there_is_space() {
    let disk: Arc<dyn DatabaseFiles> = Arc::new(MemoryDatabase::new());
    let world = World::open(Arc::clone(&disk)).await;
    let (ann, ben) = (world.customer(1, kip(1000)).await, world.customer(2, kip(0)).await);
    let pages = world.database.read(|tx| Ok(tx.pragma_query_value(None, "page_count", |row| row.get(0))?));
    let pages: u32 = pages.await.unwrap();
    world.close().await;

    let full = FaultyFiles { inner: Arc::clone(&disk), commits_fail: Arc::default(), pages: Some(pages + 2) };
    let world = World::open(Arc::new(full)).await;
    let mut settled_before = 0;
    let error = loop {
        let order = ann.instructs(ann.pays(settled_before + 1, ben.account, Amount::from_att(1).unwrap()));
        match world.ledger.submit(order).await {
            Ok(outcome) => drop(settled(outcome)),
            Err(error) => break error,
        }
        settled_before += 1;
        assert!(settled_before < 1000, "the disk never got full");
    };
    let LedgerError::Store(error) = error else { panic!("{error}") };
    assert!(matches!(*error, StoreError::Full), "{error}");
    world.assert_sound(&[&ann, &ben]).await;
    world.close().await;

    let world = World::open(disk).await;
    let again = ann.pays(settled_before + 1, ben.account, Amount::from_att(1).unwrap());
    settled(world.submit(&ann, again).await);
    assert_eq!(world.balance(ben.account).await, i64::try_from(settled_before).unwrap() + 1);
    world.assert_sound(&[&ann, &ben]).await;
}
