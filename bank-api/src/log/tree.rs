//! Grows the log's tree and makes its proofs (RFC 9162, sections 2.1.3.1 and 2.1.4.1), without I/O.
//!
//! Only *full* subtrees are ever stored: a node of level `l` covers 2^l leaves, is complete once and never changes.
//! The tree of any size is made of its peaks, the largest full subtrees from left to right, one for each
//! one-bit of the size:
//!
//! ```text
//! size 6 = 0b110:          root
//!                        /      \
//!     peak (2, 0)      o         o      peak (1, 2)
//!                    /   \      /  \
//!                   o     o    4    5
//!                  0 1   2 3
//! ```

use super::hash::{Hash, empty_root, node_hash};

/// The largest tree that is read from storage: far above what will ever be, far below where numbers wrap.
const MAX_SIZE: u64 = 1 << 62;

/// A node over a full subtree: of 2^`level` leaves, number `index` of its level from the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// The level; 0 is a leaf.
    pub level: u8,
    /// The number on its level, from 0 at the left.
    pub index: u64,
    /// The node's hash.
    pub hash: Hash,
}

/// The right edge of a tree: all that is needed to append to it and to know its root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// One for each one-bit of `size`, the largest first.
    peaks: Vec<Hash>,
}

/// The peaks do not fit the size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a tree of {size} leaves does not have {peaks} peaks: the stored log is damaged")]
pub struct FrontierError {
    size: u64,
    peaks: usize,
}

impl Default for Frontier {
    fn default() -> Self {
        Self::empty()
    }
}

impl Frontier {
    /// The empty tree.
    pub const fn empty() -> Self {
        Self { size: 0, peaks: Vec::new() }
    }

    /// The tree of `size` leaves whose nodes at [`peak_positions`] have these hashes.
    pub fn from_peaks(size: u64, peaks: Vec<Hash>) -> Result<Self, FrontierError> {
        let fits = size <= MAX_SIZE && peaks.len() == size.count_ones() as usize;
        if fits { Ok(Self { size, peaks }) } else { Err(FrontierError { size, peaks: peaks.len() }) }
    }

    /// The number of leaves.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The hashes of the peaks, in the order of [`peak_positions`].
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// The tree's root (RFC 6962, section 2.1).
    pub fn root(&self) -> Hash {
        bag(&self.peaks)
    }

    /// Adds a leaf. Returns every node that is complete by it, the leaf first: what a store keeps.
    pub fn append(&mut self, leaf: Hash) -> Vec<Node> {
        let mut node = Node { level: 0, index: self.size, hash: leaf };
        let mut completed = vec![node];
        // Each trailing one-bit of the old size is a peak as large as what has just been completed beside it.
        while node.index & 1 == 1 {
            let Some(left) = self.peaks.pop() else { break };
            node = Node { level: node.level + 1, index: node.index >> 1, hash: node_hash(&left, &node.hash) };
            completed.push(node);
        }
        self.peaks.push(node.hash);
        self.size += 1;
        completed
    }
}

/// The level and index of each peak of a tree of `size` leaves, the largest first.
pub fn peak_positions(size: u64) -> Vec<(u8, u64)> {
    peaks_from(0, size).collect()
}

/// The proof that leaf `index` is in the tree of `size` leaves, from the leaf's sibling up.
///
/// `fetch` gives the hash of a full node by level and index; it is called O(log `size`) times. An `index` outside the tree
/// has an empty path, which no verifier takes.
pub fn inclusion_path<E>(
    index: u64,
    size: u64,
    mut fetch: impl FnMut(u8, u64) -> Result<Hash, E>,
) -> Result<Vec<Hash>, E> {
    let mut path = Vec::new();
    if index >= size {
        return Ok(path);
    }
    let (mut start, mut end) = (0, size);
    while end - start > 1 {
        let middle = split(start, end);
        let sibling = if index < middle { (middle, end) } else { (start, middle) };
        path.push(range_root(sibling, &mut fetch)?);
        (start, end) = if index < middle { (start, middle) } else { (middle, end) };
    }
    path.reverse();
    Ok(path)
}

/// The proof that the tree of `new_size` leaves begins with the tree of `old_size` leaves.
///
/// `fetch` as for [`inclusion_path`]. Empty from size 0 and from a size to itself; so it is for a tree that shrank,
/// where no verifier takes it.
pub fn consistency_path<E>(
    old_size: u64,
    new_size: u64,
    mut fetch: impl FnMut(u8, u64) -> Result<Hash, E>,
) -> Result<Vec<Hash>, E> {
    let mut path = Vec::new();
    if old_size == 0 || old_size >= new_size {
        return Ok(path);
    }
    let (mut start, mut end) = (0, new_size);
    while end != old_size {
        let middle = split(start, end);
        if old_size <= middle {
            path.push(range_root((middle, end), &mut fetch)?);
            end = middle;
        } else {
            path.push(range_root((start, middle), &mut fetch)?);
            start = middle;
        }
    }
    // The old tree's last subtree; when that is the whole old tree, the verifier has it as the old root.
    if start != 0 {
        path.push(range_root((start, end), &mut fetch)?);
    }
    path.reverse();
    Ok(path)
}

/// Where RFC 6962 divides the leaves `start..end`, of which there are two or more: after the largest power of two
/// that leaves something over.
fn split(start: u64, end: u64) -> u64 {
    start + (1 << (end - start - 1).ilog2())
}

/// The root over the leaves `start..end`, where `start` is a multiple of the power of two at or above their number.
fn range_root<E>(
    (start, end): (u64, u64),
    fetch: &mut impl FnMut(u8, u64) -> Result<Hash, E>,
) -> Result<Hash, E> {
    let peaks = peaks_from(start, end - start).map(|(level, index)| fetch(level, index));
    Ok(bag(&peaks.collect::<Result<Vec<_>, E>>()?))
}

/// The peaks of a tree of `count` leaves that begins at leaf `start`, a multiple of its largest peak.
fn peaks_from(start: u64, count: u64) -> impl Iterator<Item = (u8, u64)> {
    (0..64_u8).rev().filter(move |level| count >> level & 1 == 1).map(move |level| {
        let before = (count >> level) - 1; // nodes of this level that stand left of the peak
        (level, (start >> level) + before)
    })
}

/// The root over peaks, the largest first: the smaller ones are joined first.
fn bag(peaks: &[Hash]) -> Hash {
    let joined = peaks.iter().rev().copied().reduce(|right, left| node_hash(&left, &right));
    joined.unwrap_or_else(empty_root)
}

#[cfg(test)]
mod tests {
    use std::{collections::HashMap, convert::Infallible};

    use ct_merkle::mem_backed_tree::MemoryBackedTree;
    use data_encoding::HEXLOWER;
    use proptest::prelude::*;
    use sha2::Sha256;

    use super::*;
    use crate::log::{
        hash::leaf_hash,
        proof::{verify_consistency, verify_inclusion},
    };

    /// A log as a bank keeps it: the frontier and every node that was ever completed.
    #[derive(Default)]
    struct Log {
        frontier: Frontier,
        nodes: HashMap<(u8, u64), Hash>,
        roots: Vec<Hash>,
    }

    impl Log {
        fn of<T: AsRef<[u8]>>(leaves: impl IntoIterator<Item = T>) -> Self {
            let mut log = Self { roots: vec![empty_root()], ..Self::default() };
            for leaf in leaves {
                for node in log.frontier.append(leaf_hash(leaf.as_ref())) {
                    assert_eq!(
                        log.nodes.insert((node.level, node.index), node.hash),
                        None,
                        "a node is written once"
                    );
                }
                log.roots.push(log.frontier.root());
            }
            log
        }

        fn numbered(size: u64) -> Self {
            Self::of((0..size).map(u64::to_be_bytes))
        }

        fn node(&self, level: u8, index: u64) -> Hash {
            self.nodes[&(level, index)]
        }

        fn inclusion(&self, index: u64, size: u64) -> Vec<Hash> {
            inclusion_path(index, size, |level, index| Ok::<_, Infallible>(self.node(level, index))).unwrap()
        }

        fn consistency(&self, old_size: u64, new_size: u64) -> Vec<Hash> {
            consistency_path(old_size, new_size, |level, index| Ok::<_, Infallible>(self.node(level, index)))
                .unwrap()
        }
    }

    fn hash(hex: &str) -> Hash {
        Hash::from_bytes(HEXLOWER.decode(hex.as_bytes()).unwrap().try_into().unwrap())
    }

    /// The test vectors of the certificate-transparency project: leaves, and the root after each.
    const VECTORS: [(&str, &str); 8] = [
        ("", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        ("00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        ("10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
        ("2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
        ("3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
        ("40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
        ("5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
        (
            "606162636465666768696a6b6c6d6e6f",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ),
    ];

    fn vector_log() -> Log {
        Log::of(VECTORS.map(|(leaf, _)| HEXLOWER.decode(leaf.as_bytes()).unwrap()))
    }

    #[test]
    fn the_roots_are_those_of_certificate_transparency() {
        let log = vector_log();
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(log.roots[0], hash(empty));
        for (size, (_, root)) in VECTORS.iter().enumerate() {
            assert_eq!(log.roots[size + 1], hash(root), "size {}", size + 1);
        }
    }

    #[test]
    fn the_proofs_are_those_of_certificate_transparency() {
        let log = vector_log();
        let first_of_eight = [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ];
        assert_eq!(log.inclusion(0, 8), first_of_eight.map(hash));
        let six_to_eight = [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ];
        assert_eq!(log.consistency(6, 8), six_to_eight.map(hash));
        let two_to_five = [
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ];
        assert_eq!(log.consistency(2, 5), two_to_five.map(hash));
    }

    #[test]
    fn roots_and_all_proofs_up_to_size_70_agree_with_ct_merkle_and_verify() {
        let log = Log::numbered(70);
        let mut oracle = MemoryBackedTree::<Sha256, [u8; 8]>::new();
        for size in 1..=70_u64 {
            oracle.push((size - 1).to_be_bytes());
            let root = log.roots[size as usize];
            assert_eq!(root.as_bytes().as_slice(), oracle.root().as_bytes().as_slice(), "size {size}");
            for index in 0..size {
                let path = log.inclusion(index, size);
                assert_eq!(
                    flat(&path),
                    oracle.prove_inclusion(index as usize).as_bytes(),
                    "{index} in {size}"
                );
                let leaf = leaf_hash(&index.to_be_bytes());
                assert_eq!(verify_inclusion(&leaf, index, size, &path, &root), Ok(()), "{index} in {size}");
            }
            for old in 1..size {
                let path = log.consistency(old, size);
                let expected = oracle.prove_consistency((size - old) as usize);
                assert_eq!(flat(&path), expected.as_bytes(), "{old} to {size}");
                let old_root = log.roots[old as usize];
                assert_eq!(verify_consistency(old, &old_root, size, &root, &path), Ok(()), "{old} to {size}");
            }
        }
    }

    fn flat(path: &[Hash]) -> Vec<u8> {
        path.iter().flat_map(|hash| *hash.as_bytes()).collect()
    }

    #[test]
    fn a_frontier_goes_on_from_its_stored_peaks() {
        let log = Log::numbered(70);
        for size in 0..70 {
            let peaks = peak_positions(size).iter().map(|position| log.nodes[position]).collect();
            let mut frontier = Frontier::from_peaks(size, peaks).unwrap();
            assert_eq!(frontier.root(), log.roots[size as usize]);
            frontier.append(leaf_hash(&size.to_be_bytes()));
            assert_eq!(frontier.root(), log.roots[size as usize + 1]);
        }
    }

    #[test]
    fn peaks_that_do_not_fit_the_size_are_refused() {
        assert!(Frontier::from_peaks(5, vec![empty_root(); 2]).is_ok());
        assert!(Frontier::from_peaks(5, vec![empty_root()]).is_err());
        assert!(Frontier::from_peaks(0, vec![empty_root()]).is_err());
        assert!(Frontier::from_peaks(u64::MAX, vec![empty_root(); 64]).is_err());
    }

    #[test]
    fn what_is_outside_the_tree_has_no_proof() {
        let log = Log::numbered(5);
        assert_eq!(log.inclusion(5, 5), []);
        assert_eq!(log.inclusion(0, 0), []);
        assert_eq!(log.consistency(0, 5), []);
        assert_eq!(log.consistency(5, 5), []);
        assert_eq!(log.consistency(5, 4), []);
    }

    proptest! {
        #[test]
        fn a_proof_reads_few_nodes_and_only_full_ones(size in 1..MAX_SIZE, at in any::<u64>()) {
            let mut reads = 0;
            let mut fetch = |level: u8, index: u64| {
                reads += 1;
                assert!((index + 1) << level <= size, "the node is not full");
                Ok::<_, Infallible>(empty_root())
            };
            inclusion_path(at % size, size, &mut fetch).unwrap();
            consistency_path(at % size + 1, size, &mut fetch).unwrap();
            prop_assert!(reads <= 4 * (size.ilog2() + 1));
        }
    }
}
