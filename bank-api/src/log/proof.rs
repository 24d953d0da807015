//! Checks proofs of the log: that a leaf is in a tree, and that a tree only grew into another one.
//!
//! A proof is a list of node hashes with no positions in it: the positions follow from the sizes, so each step below
//! knows on which side its node stands, and a node too many or too few never verifies.

use super::hash::{Hash, empty_root, node_hash};

/// Why a proof is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The tree has no such leaf; the empty tree has none at all.
    #[error("a tree of {size} leaves has no leaf {index}")]
    NoSuchLeaf {
        /// The leaf that was asked for.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
    /// A log never shrinks.
    #[error("the log can't have shrunk from {old_size} leaves to {new_size}")]
    Shrunk {
        /// The older size.
        old_size: u64,
        /// The newer size.
        new_size: u64,
    },
    /// The proof has more or fewer nodes than the sizes ask for.
    #[error("the proof has another number of nodes ({0}) than the trees' sizes ask for")]
    WrongLength(usize),
    /// The nodes do not add up to the root.
    #[error("the proof does not lead to the root: the log is not the one that was signed")]
    WrongRoot,
}

/// Checks that `leaf` is number `index` of the tree with `size` leaves and this `root` (RFC 9162, section 2.1.3.2).
///
/// `path` goes from the leaf's sibling up to the root's child.
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    path: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::NoSuchLeaf { index, size });
    }
    let too_long_or_short = ProofError::WrongLength(path.len());
    let mut position = Position { node: index, last: size - 1 };
    let mut hash = *leaf;
    for sibling in path {
        if position.last == 0 {
            return Err(too_long_or_short);
        }
        if position.climb() == Side::Left {
            hash = node_hash(sibling, &hash);
        } else {
            hash = node_hash(&hash, sibling);
        }
    }
    if position.last != 0 {
        return Err(too_long_or_short);
    }
    if hash == *root { Ok(()) } else { Err(ProofError::WrongRoot) }
}

/// Checks that the tree of `new_size` leaves is the tree of `old_size` leaves with nothing but leaves added at its end
/// (RFC 9162, section 2.1.4.2).
///
/// Two cases that the standard leaves to its users: the empty tree is the beginning of every tree, so from
/// `old_size` 0 an empty proof is right and says nothing about the new root; and from a size to itself the proof is empty
/// and the roots are equal.
pub fn verify_consistency(
    old_size: u64,
    old_root: &Hash,
    new_size: u64,
    new_root: &Hash,
    path: &[Hash],
) -> Result<(), ProofError> {
    let wrong_length = ProofError::WrongLength(path.len());
    if old_size > new_size {
        return Err(ProofError::Shrunk { old_size, new_size });
    }
    if old_size == 0 || old_size == new_size {
        if !path.is_empty() {
            return Err(wrong_length);
        }
        let expected = if old_size == 0 { empty_root() } else { *new_root };
        // From empty to empty, both conditions hold.
        let holds = *old_root == expected && (new_size != 0 || *new_root == expected);
        return if holds { Ok(()) } else { Err(ProofError::WrongRoot) };
    }
    // An old tree that is one full subtree is a node of the new one, and the proof leaves it out.
    let (start, rest) =
        if old_size.is_power_of_two() { (old_root, path) } else { path.split_first().ok_or(wrong_length)? };
    let mut position = Position { node: old_size - 1, last: new_size - 1 };
    position.skip_right_edges();
    let (mut old, mut new) = (*start, *start);
    for sibling in rest {
        if position.last == 0 {
            return Err(wrong_length);
        }
        if position.climb() == Side::Left {
            old = node_hash(sibling, &old);
            new = node_hash(sibling, &new);
        } else {
            new = node_hash(&new, sibling);
        }
    }
    if position.last != 0 {
        return Err(wrong_length);
    }
    if old == *old_root && new == *new_root { Ok(()) } else { Err(ProofError::WrongRoot) }
}

/// On which side of the path a sibling stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// Where on its way up a proof is: the numbers of the current node and of the last node on the current level.
struct Position {
    node: u64,
    last: u64,
}

impl Position {
    fn up(&mut self) {
        self.node >>= 1;
        self.last >>= 1;
    }

    fn is_right_child(&self) -> bool {
        self.node & 1 == 1
    }

    /// Passes the levels on which the node is its parent's right child: their siblings are in the start hash.
    fn skip_right_edges(&mut self) {
        while self.is_right_child() {
            self.up();
        }
    }

    /// One step up; says where the sibling of that step stands.
    fn climb(&mut self) -> Side {
        let side = if self.is_right_child() || self.node == self.last { Side::Left } else { Side::Right };
        if side == Side::Left {
            // The last node of a level without a sibling is its own parent: go up to where it has one.
            while !self.is_right_child() && self.node != 0 {
                self.up();
            }
        }
        self.up();
        side
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::HashMap, convert::Infallible};

    use proptest::{prelude::*, sample::Index};

    use super::*;
    use crate::log::{
        hash::leaf_hash,
        tree::{Frontier, consistency_path, inclusion_path},
    };

    fn leaf(index: u64) -> Hash {
        leaf_hash(&index.to_be_bytes())
    }

    /// Roots by size, and the nodes, of a log of `size` leaves.
    fn log(size: u64) -> (Vec<Hash>, HashMap<(u8, u64), Hash>) {
        let (mut frontier, mut nodes, mut roots) = (Frontier::empty(), HashMap::new(), vec![empty_root()]);
        for index in 0..size {
            nodes.extend(frontier.append(leaf(index)).into_iter().map(|n| ((n.level, n.index), n.hash)));
            roots.push(frontier.root());
        }
        (roots, nodes)
    }

    fn inclusion(index: u64, size: u64) -> (Vec<Hash>, Hash) {
        let (roots, nodes) = log(size);
        let path = inclusion_path(index, size, |l, i| Ok::<_, Infallible>(nodes[&(l, i)])).unwrap();
        (path, roots[size as usize])
    }

    fn consistency(old: u64, new: u64) -> (Vec<Hash>, Hash, Hash) {
        let (roots, nodes) = log(new);
        let path = consistency_path(old, new, |l, i| Ok::<_, Infallible>(nodes[&(l, i)])).unwrap();
        (path, roots[old as usize], roots[new as usize])
    }

    /// One way to damage a path.
    #[derive(Clone, Debug)]
    enum Damage {
        Flip(Index, usize),
        Drop(Index),
        Insert(Index),
        Repeat(Index),
    }

    impl Damage {
        fn any() -> impl Strategy<Value = Self> {
            prop_oneof![
                (any::<Index>(), 0..256_usize).prop_map(|(at, bit)| Self::Flip(at, bit)),
                any::<Index>().prop_map(Self::Drop),
                any::<Index>().prop_map(Self::Insert),
                any::<Index>().prop_map(Self::Repeat),
            ]
        }

        fn apply(&self, path: &mut Vec<Hash>) {
            match self {
                Self::Insert(at) => path.insert(at.index(path.len() + 1), empty_root()),
                _ if path.is_empty() => path.push(empty_root()),
                Self::Flip(at, bit) => {
                    let at = at.index(path.len());
                    let mut bytes = *path[at].as_bytes();
                    bytes[bit / 8] ^= 1 << (bit % 8);
                    path[at] = Hash::from_bytes(bytes);
                }
                Self::Drop(at) => drop(path.remove(at.index(path.len()))),
                Self::Repeat(at) => path.push(path[at.index(path.len())]),
            }
        }
    }

    #[test]
    fn a_leaf_outside_the_tree_is_refused() {
        let (path, root) = inclusion(4, 5);
        let refused = |index, size| Err(ProofError::NoSuchLeaf { index, size });
        assert_eq!(verify_inclusion(&leaf(4), 5, 5, &path, &root), refused(5, 5));
        assert_eq!(verify_inclusion(&leaf(4), u64::MAX, 5, &path, &root), refused(u64::MAX, 5));
        assert_eq!(verify_inclusion(&empty_root(), 0, 0, &[], &empty_root()), refused(0, 0));
    }

    #[test]
    fn a_proof_of_the_wrong_length_is_refused_as_such() {
        let (mut path, root) = inclusion(2, 5);
        path.push(root);
        assert_eq!(verify_inclusion(&leaf(2), 2, 5, &path, &root), Err(ProofError::WrongLength(4)));
        path.truncate(2);
        assert_eq!(verify_inclusion(&leaf(2), 2, 5, &path, &root), Err(ProofError::WrongLength(2)));
        assert_eq!(verify_inclusion(&leaf(0), 0, 1, &[root], &leaf(0)), Err(ProofError::WrongLength(1)));

        let (mut path, old, new) = consistency(3, 7);
        path.push(new);
        let length = path.len();
        assert_eq!(verify_consistency(3, &old, 7, &new, &path), Err(ProofError::WrongLength(length)));
        path.truncate(length - 2);
        assert_eq!(verify_consistency(3, &old, 7, &new, &path), Err(ProofError::WrongLength(length - 2)));
        assert_eq!(verify_consistency(3, &old, 7, &new, &[]), Err(ProofError::WrongLength(0)));
    }

    #[test]
    fn a_log_that_shrank_is_refused() {
        let (roots, _) = log(5);
        let shrunk = Err(ProofError::Shrunk { old_size: 5, new_size: 4 });
        assert_eq!(verify_consistency(5, &roots[5], 4, &roots[4], &[]), shrunk);
        let shrunk = Err(ProofError::Shrunk { old_size: 5, new_size: 0 });
        assert_eq!(verify_consistency(5, &roots[5], 0, &roots[0], &[]), shrunk);
    }

    #[test]
    fn two_trees_of_one_size_are_refused() {
        let (roots, _) = log(5);
        assert_eq!(verify_consistency(5, &roots[5], 5, &roots[5], &[]), Ok(()));
        assert_eq!(verify_consistency(5, &roots[5], 5, &roots[4], &[]), Err(ProofError::WrongRoot));
        assert_eq!(
            verify_consistency(5, &roots[5], 5, &roots[5], &[roots[5]]),
            Err(ProofError::WrongLength(1))
        );
    }

    #[test]
    fn every_tree_begins_with_the_empty_one() {
        let (roots, _) = log(5);
        assert_eq!(verify_consistency(0, &roots[0], 5, &roots[5], &[]), Ok(()));
        assert_eq!(verify_consistency(0, &roots[0], 0, &roots[0], &[]), Ok(()));
        assert_eq!(verify_consistency(0, &roots[1], 5, &roots[5], &[]), Err(ProofError::WrongRoot));
        assert_eq!(verify_consistency(0, &roots[0], 0, &roots[1], &[]), Err(ProofError::WrongRoot));
        assert_eq!(verify_consistency(0, &roots[1], 0, &roots[1], &[]), Err(ProofError::WrongRoot));
        assert_eq!(
            verify_consistency(0, &roots[0], 5, &roots[5], &[roots[5]]),
            Err(ProofError::WrongLength(1))
        );
    }

    #[test]
    fn a_rewritten_history_has_no_consistency_proof() {
        let (path, old, new) = consistency(3, 7);
        let (roots, _) = log(4);
        assert_eq!(verify_consistency(3, &roots[2], 7, &new, &path), Err(ProofError::WrongRoot));
        assert_eq!(verify_consistency(3, &old, 7, &roots[4], &path), Err(ProofError::WrongRoot));
        // The old tree is one full subtree, which the proof leaves out.
        let (path, _, new) = consistency(4, 7);
        assert_eq!(verify_consistency(4, &roots[3], 7, &new, &path), Err(ProofError::WrongRoot));
    }

    proptest! {
        #[test]
        fn a_damaged_inclusion_proof_is_refused(size in 1..70_u64, at in any::<Index>(), damage in Damage::any()) {
            let index = at.index(size as usize) as u64;
            let (mut path, root) = inclusion(index, size);
            damage.apply(&mut path);
            prop_assert!(verify_inclusion(&leaf(index), index, size, &path, &root).is_err());
        }

        #[test]
        fn an_inclusion_proof_is_good_for_one_leaf_at_one_place(
            size in 2..70_u64,
            at in any::<Index>(),
            other in any::<Index>(),
        ) {
            let index = at.index(size as usize) as u64;
            let other = (index + 1 + other.index(size as usize - 1) as u64) % size;
            let (path, root) = inclusion(index, size);
            prop_assert!(verify_inclusion(&leaf(index), other, size, &path, &root).is_err());
            prop_assert!(verify_inclusion(&leaf(other), index, size, &path, &root).is_err());
        }

        #[test]
        fn a_damaged_consistency_proof_is_refused(new in 1..70_u64, at in any::<Index>(), damage in Damage::any()) {
            let old = at.index(new as usize + 1) as u64;
            let (mut path, old_root, new_root) = consistency(old, new);
            damage.apply(&mut path);
            prop_assert!(verify_consistency(old, &old_root, new, &new_root, &path).is_err());
        }

        #[test]
        fn any_numbers_and_any_path_are_taken_or_refused(
            a in any::<u64>(),
            b in any::<u64>(),
            path in prop::collection::vec(any::<[u8; 32]>().prop_map(Hash::from_bytes), 0..130),
        ) {
            let root = empty_root();
            prop_assert!(verify_inclusion(&root, a, b, &path, &root).is_err());
            let _ = verify_consistency(a, &root, b, &root, &path);
        }
    }
}
