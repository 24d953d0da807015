//! `dlak demo`: the main job, as a newcomer runs it.

use crate::support::dlak;
use serde_json::Value;
use tempfile::TempDir;

#[test]
fn the_demo_holds_and_leaves_files_to_look_at() {
    let folder = TempDir::new().unwrap();
    let output =
        dlak().args(["--json", "demo", "--payments", "3", "--folder"]).arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let summary = String::from_utf8(output.stdout).unwrap();
    let summary: Value = serde_json::from_str(summary.lines().last().unwrap()).unwrap();
    assert_eq!(summary["payments"], 4, "three at the till and a gift");
    for file in summary["files"].as_array().unwrap() {
        assert!(std::path::Path::new(file["path"].as_str().unwrap()).exists(), "{file}");
    }
    // Each payment and the redemption.
    assert_eq!(std::fs::read_dir(folder.path().join("receipts")).unwrap().count(), 5);
}
