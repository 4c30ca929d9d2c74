//! How much of `corpus/gold` is found, held against `snapshots/`: accuracy is a diff, and so is each miss.

use std::path::Path;

use tearsheet::score;
use tearsheet_extract::{Extractor, Lexicons};
use tearsheet_ingest::record::Fields;
use tearsheet_regress::score::Fault;

#[test]
fn scores_and_misses_of_the_gold() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let extractor = Extractor::new(Lexicons::built_in());
    let scored =
        score::score(&root.join("corpus"), &root.join("corpus/gold"), &extractor, &Fields::default(), 0)
            .unwrap();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root.join("snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        insta::assert_snapshot!("scores", score::table(&scored));
        let all = [Fault::Missed, Fault::Wrong, Fault::Spurious];
        insta::assert_binary_snapshot!("misses.csv", score::list(&scored, &all).into_bytes());
    });
}
