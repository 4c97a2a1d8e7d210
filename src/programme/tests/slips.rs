//! Files that nobody wrote on purpose.

use super::*;

/// A slip of the hand in a real file.
fn slipped(seed: &[u16]) -> String {
    let source = [JA, EN, ACCOUNTING][usize::from(seed[0]) % 3];
    let mut lines: Vec<String> = source.lines().map(str::to_owned).collect();
    for slip in seed[1..].chunks_exact(3) {
        let (at, other) = (usize::from(slip[1]) % lines.len(), usize::from(slip[2]) % lines.len());
        match slip[0] % 6 {
            0 => lines[at].clear(),
            1 => lines.swap(at, other),
            2 => lines.insert(at, lines[other].clone()),
            3 => lines[at] = lines[at].chars().filter(|c| u32::from(*c) % 7 != u32::from(slip[2]) % 7).collect(),
            4 => lines[at] = format!("{}{}", lines[at], lines[other]),
            _ => {
                let cut = lines[at].char_indices().map(|(i, _)| i).nth(usize::from(slip[2]) % 20).unwrap_or(0);
                let odd = ["{{", "}}", "{#", "}", "(", "）", "：", "## [", "+++", "\u{202e}", "９", "- [ ] "];
                lines[at].insert_str(cut, odd[usize::from(slip[2]) % odd.len()]);
            }
        }
    }
    lines.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        parse_bytes(&bytes);
        let mut behind = b"+++\nid = \"x\"\n+++\n## [1] x\n".to_vec();
        behind.extend(bytes);
        parse_bytes(&behind);
    }

    #[test]
    fn no_lines_make_it_panic(lines in prop::collection::vec("[-#>{}\\[\\]()（）:： 0-9a-zKX段階準備講義]{0,24}", 0..60)) {
        let text = lines.join("\n");
        parse(&text);
        parse(&format!("+++\n{text}\n+++\n{text}"));
        links::plain(&text);
    }

    #[test]
    fn whatever_slips_is_told_in_order_and_nothing_panics(seed in prop::collection::vec(any::<u16>(), 4..20)) {
        let text = slipped(&seed);
        let parsed = parse(&text);
        let end = u32::try_from(text.lines().count()).unwrap() + 1;
        prop_assert!(parsed.problems.is_sorted_by_key(|problem| (problem.line, problem.code)));
        for problem in &parsed.problems {
            prop_assert!((1..=end).contains(&problem.line), "{problem:?}");
            let sentences = problem.sentence(true) + &problem.sentence(false);
            let moves_the_cursor = |c: char| c.is_control() || c == '\u{202e}';
            prop_assert!(!sentences.contains(moves_the_cursor), "{}", sentences);
        }
        if let Some(programme) = &parsed.programme {
            check_pair(&good(JA), programme);
            let json = serde_json::to_string(&**programme).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Programme>(&json).unwrap(), &**programme);
        }
    }
}
