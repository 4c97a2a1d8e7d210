use proptest::prelude::*;

use super::*;

/// Reads a script: what came, and the milliseconds before it. Deadlines act in between, as the loop has it.
fn play(script: &[(u64, &[u8])]) -> Vec<InputEvent> {
    let mut parser = Parser::new(EscWait::Local);
    let mut now = 0;
    let mut events = Vec::new();
    for (pause, bytes) in script {
        let next = now + pause;
        while let Some(due) = parser.deadline().filter(|due| due.0 < next) {
            events.extend(parser.due(due).events);
        }
        now = next;
        events.extend(parser.feed(bytes, Mono(now)).events);
    }
    while let Some(due) = parser.deadline() {
        events.extend(parser.due(due).events);
    }
    events
}

fn key(code: KeyCode) -> InputEvent {
    InputEvent::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

fn letter(c: char) -> InputEvent {
    InputEvent::Key(sequence::character(c))
}

fn text(text: &str) -> InputEvent {
    InputEvent::Text(text.to_owned())
}

fn keys(events: &[InputEvent]) -> usize {
    events.iter().filter(|event| matches!(event, InputEvent::Key(_))).count()
}

#[test]
fn a_committed_word_stays_in_one_batch() {
    let mut parser = Parser::new(EscWait::Local);
    let batch = parser.feed("ぜひjk1使います".as_bytes(), Mono(7));
    assert_eq!(batch.at, Mono(7));
    assert_eq!(batch.typed(), "ぜひjk1使います");
    assert_eq!(parser.feed("１".as_bytes(), Mono(8)).typed(), "１");
    assert_eq!(parser.feed(b"\x1b[A\x03 a\r", Mono(9)).typed(), " a");
}

#[test]
fn characters_are_assembled_over_reads() {
    let whole = "aか゛𠮷😀é";
    let bytes: Vec<(u64, &[u8])> = whole.as_bytes().chunks(1).map(|byte| (3, byte)).collect();
    assert_eq!(play(&bytes), whole.chars().map(letter).collect::<Vec<_>>());
}

#[test]
fn broken_characters_leave_the_next_key_alone() {
    assert_eq!(
        play(&[(0, b"\xe3\x81j"), (0, b"\xff\x9b\x9dk"), (0, b"\xe3\x1b[A")]),
        [letter('j'), letter('k'), key(KeyCode::Up)]
    );
    assert_eq!(play(&[(0, b"\xe3"), (5_000, b"\x81\x82j")]), [letter('j')]);
}

#[test]
fn a_lone_esc_acts_after_its_wait() {
    for (wait, millis) in [(EscWait::Local, 50), (EscWait::Remote, 100)] {
        let mut parser = Parser::new(wait);
        assert_eq!(parser.feed(b"\x1b", Mono(1_000)).events, []);
        assert_eq!(parser.deadline(), Some(Mono(1_000 + millis)));
        assert_eq!(parser.due(Mono(999 + millis)).events, []);
        assert_eq!(parser.due(Mono(1_000 + millis)).events, [key(KeyCode::Esc)]);
        assert_eq!(parser.deadline(), None);
    }
    assert_eq!(play(&[(0, b"\x1b\x1b")]), [key(KeyCode::Esc), key(KeyCode::Esc)]);
}

#[test]
fn alt_is_esc_and_then_the_key() {
    let both = [key(KeyCode::Esc), letter('n')];
    assert_eq!(play(&[(0, b"\x1bn")]), both);
    assert_eq!(play(&[(0, b"\x1b"), (20, b"n")]), both);
    assert_eq!(play(&[(0, "\x1bあ".as_bytes())]), [key(KeyCode::Esc), letter('あ')]);
    assert_eq!(play(&[(0, b"\x1b\x1b[A")]), [key(KeyCode::Esc), key(KeyCode::Up)]);
    for c in [b']', b'P', b'_', b'X', b'^'] {
        let events = [key(KeyCode::Esc), letter(char::from(c)), letter('j')];
        assert_eq!(play(&[(0, &[ESC, c]), (30, b"j")]), events);
        assert_eq!(play(&[(0, &[ESC, c]), (3_000, b"j")]), events);
    }
    assert_eq!(play(&[(0, b"\x1bOK")]), [key(KeyCode::Esc), letter('O'), letter('K')]);
}

#[test]
fn a_sequence_split_by_the_network_never_becomes_letters() {
    for bytes in ["\x1b[A", "\x1bOA", "\x1b[1;5C", "\x1b[15~", "\x1b[[A", "\x1b[Z"] {
        for split in 1..bytes.len() {
            let (first, second) = bytes.as_bytes().split_at(split);
            for pause in (0..=500).step_by(25) {
                let events = play(&[(0, first), (pause, second), (0, b"j")]);
                let late = split == 1 && pause > 50;
                let expected = if late { key(KeyCode::Esc) } else { play(&[(0, bytes.as_bytes())]).remove(0) };
                assert_eq!(events, [expected, letter('j')], "{bytes:?} split at {split}, {pause} ms");
            }
        }
    }
}

#[test]
fn after_600_ms_a_bracket_is_a_key_again() {
    assert_eq!(play(&[(0, b"\x1b"), (600, b"["), (100, b"A")]), [key(KeyCode::Esc)]);
    assert_eq!(play(&[(0, b"\x1b"), (601, b"[")]), [key(KeyCode::Esc), letter('[')]);
    assert_eq!(play(&[(0, b"\x1b"), (300, b"O"), (100, b"K")]), [key(KeyCode::Esc), letter('K')]);
    assert_eq!(play(&[(0, b"\x1b"), (300, b"j"), (10, b"[")]), [key(KeyCode::Esc), letter('j'), letter('[')]);
}

#[test]
fn replies_late_or_in_pieces_never_become_keys() {
    let replies: [&[u8]; 9] = [
        b"\x1b[24;80R",
        b"\x1b[?64;1;2c",
        b"\x1b[>0;276;0c",
        b"\x1b[?2026;2$y",
        b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\",
        b"\x1b]11;rgb:1e1e/1e1e/2e2e\x07",
        b"\x1b]4;1;rgb:00/00/00\x1b\\",
        b"\x1bP>|XTerm(370)\x1b\\",
        b"\x1bP1$r0m\x1b\\",
    ];
    for reply in replies {
        for split in 1..reply.len() {
            let (first, second) = reply.split_at(split);
            for pause in [0, 49, 51, 200, 500] {
                let events = play(&[(0, first), (pause, second), (0, b"j")]);
                // The first byte of a reply alone cannot be told from the Esc key.
                let esc = usize::from(split == 1 && pause > 50);
                assert_eq!(keys(&events), 1 + esc, "{reply:?} split at {split}, {pause} ms: {events:?}");
                assert_eq!(events.last(), Some(&letter('j')));
            }
        }
    }
}

#[test]
fn a_string_without_end_gives_the_keys_back() {
    assert_eq!(play(&[(0, b"\x1b]11;rgb:"), (2_001, b"jk")]), [letter('j'), letter('k')]);
    let enter = key(KeyCode::Enter);
    assert_eq!(play(&[(0, b"\x1b]11;rgb:"), (100, b"\r"), (100, b"j")]), [enter, letter('j')]);
    assert_eq!(play(&[(0, b"\x1bP1$r"), (100, "あ".as_bytes())]), [letter('あ')]);
    assert_eq!(play(&[(0, b"\x1b]11;x"), (10, b"\x1b[A")]), [key(KeyCode::Up)]);
}

#[test]
fn ctrl_c_breaks_into_a_sequence() {
    assert_eq!(play(&[(0, b"\x1b["), (10, b"\x03"), (10, b"j")]), [interrupt(), letter('j')]);
    assert_eq!(play(&[(0, b"\x1b[\x1b[A")]), [key(KeyCode::Up)]);
}

#[test]
fn mouse_and_focus_are_no_keys() {
    let events = play(&[(0, b"\x1b[<64;300;30M\x1b[M \xf0\x21\x1b[I\x1b[O\x1b[<0;0;0M\x1b[M"), (1, b"\x03\x03\x03j")]);
    assert!(matches!(
        events.as_slice(),
        [
            InputEvent::Mouse(_),
            InputEvent::Mouse(_),
            InputEvent::Focus(true),
            InputEvent::Focus(false),
            InputEvent::Key(_)
        ]
    ));
}

#[test]
fn a_paste_is_text_and_has_no_esc() {
    assert_eq!(play(&[(0, b"\x1b[200~a\x1b[31mb\r\nc\rd\tj\x1b[201~")]), [text("a[31mb\nc\nd\tj")]);
    let pieces: Vec<(u64, &[u8])> = b"\x1b[200~\xe3\x81\x82q\x1b[201~".chunks(1).map(|byte| (10, byte)).collect();
    assert_eq!(play(&pieces), [text("あq")]);
    assert_eq!(play(&[(0, b"\x1b[200~\x1b[201~"), (200, b"j")]), [letter('j')]);
    assert_eq!(play(&[(0, b"\x1b"), (150, b"[200~q\x1b[201~")]), [key(KeyCode::Esc), text("q")]);
}

#[test]
fn keys_that_come_with_a_paste_are_text() {
    assert_eq!(play(&[(0, b"\x1b[200~a\x1b[201~D\x03\x1b[A\r\x1bx\x1b[201~")]), [text("aD\nx")]);
    assert_eq!(play(&[(0, b"j\x1b[200~a")]), [text("j"), cut("a", PasteCut::NoEnd)]);
    // The same when a read ends between the false end and what follows it.
    let split = [(0, &b"\x1b[200~a\x1b[201~"[..]), (1, b"D\x1b"), (1, b"[A\x1b[201~"), (200, b"j")];
    assert_eq!(play(&split), [text("a"), text("D"), letter('j')]);
    assert_eq!(play(&[(0, b"\x1b[200~a\x1b[201~\x1b"), (60, b"j")]), [text("a"), letter('j')]);
}

fn cut(text: &str, why: PasteCut) -> InputEvent {
    InputEvent::PasteCut { text: text.to_owned(), why }
}

#[test]
fn a_paste_without_end_is_cut_and_the_keys_live_again() {
    let cut_a = cut("a", PasteCut::NoEnd);
    assert_eq!(play(&[(0, b"\x1b[200~a"), (1_499, b"b")]), [cut("ab", PasteCut::NoEnd)]);
    assert_eq!(play(&[(0, b"\x1b[200~a"), (2_000, b"j"), (200, b"k")]), [cut_a.clone(), letter('j'), letter('k')]);
    assert_eq!(play(&[(0, b"\x1b[200~a"), (1_501, b"j")]), [cut_a.clone(), letter('j')]);
    assert_eq!(play(&[(0, b"\x1b[200~a"), (2_000, b"\x1b[A")]), [cut_a.clone(), key(KeyCode::Up)]);
    assert_eq!(play(&[(0, b"\x1b[200~a"), (2_000, "服薬".as_bytes())]), [cut_a, text("服薬")]);
}

#[test]
fn the_rest_of_a_cut_paste_is_drained_with_a_word_about_it() {
    let rest = [b'x'; 300];
    let script = [(0, &b"\x1b[200~a"[..]), (2_000, &rest), (100, b"jjj\x1b[20"), (10, b"1~D"), (200, b"k")];
    let drained = InputEvent::PasteDrained { bytes: 309 };
    assert_eq!(play(&script), [cut("a", PasteCut::NoEnd), drained, text("D"), letter('k')]);
    // A slow line: the first byte passes for a key, the ones behind it do not.
    let slow = [(0, &b"\x1b[200~a"[..]), (2_000, b"x"), (1, b"d"), (1, b"d"), (1, b"\r"), (500, b"k")];
    let events = play(&slow);
    assert_eq!(events[1..], [letter('x'), text("d"), text("d"), text("\n"), letter('k')]);
}

#[test]
fn a_paste_of_more_than_8_mb_is_cut() {
    let mut parser = Parser::new(EscWait::Local);
    parser.feed(b"\x1b[200~", Mono(0));
    let chunk = vec![b'x'; 1 << 20];
    let mut events = Vec::new();
    for _ in 0..10 {
        events.extend(parser.feed(&chunk, Mono(1)).events);
    }
    events.extend(parser.feed(b"\x1b[201~", Mono(2)).events);
    events.extend(parser.feed(b"j", Mono(200)).events);
    let [InputEvent::PasteCut { text, why }, InputEvent::PasteDrained { bytes }, j] = events.as_slice() else {
        panic!("{} events", events.len());
    };
    assert_eq!((*why, text.len() / (1 << 20), j), (PasteCut::TooLong, 8, &letter('j')));
    assert!(text.len() + bytes >= 10 << 20);
}

#[test]
fn ctrl_c_twice_gets_through_a_paste_without_end() {
    let through = [cut("a", PasteCut::Interrupted), interrupt(), interrupt()];
    assert_eq!(play(&[(0, b"\x1b[200~a"), (300, b"\x03"), (300, b"\x03")]), through);
    assert_eq!(play(&[(0, b"\x1b[200~a"), (300, b"\x03\x03")]), through);
    assert_eq!(play(&[(0, b"\x1b[200~a"), (2_000, b"\x03"), (300, b"\x03")])[1..], through[1..]);
    assert_eq!(play(&[(0, b"\x1b[200~a"), (300, b"\x03\x03"), (1, b"j")])[3..], [letter('j')]);
    // Part of a paste they are nothing.
    assert_eq!(play(&[(0, b"\x1b[200~a\x03\x03b\x1b[201~")]), [text("a\x03\x03b")]);
}

/// What people and terminals send, each whole.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let fixed = prop::sample::select(vec![
        "\x1b[A",
        "\x1bOP",
        "\x1b[1;5C",
        "\x1b[15~",
        "\x1b[<0;300;30M",
        "\x1b[24;80R",
        "\x1b[I",
        "\x1b]11;rgb:1e/1e/2e\x1b\\",
        "\x1b[?2026;2$y",
        "\r",
        "\n",
        "\t",
        "\x7f",
        "\x03",
        "j",
        "あ",
        "😀",
        "服薬指導",
        "\x1bx",
    ]);
    fixed.prop_map(|piece| piece.as_bytes().to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_at_any_time_break_it(reads in prop::collection::vec((0_u64..3_000, prop::collection::vec(prop_oneof![
        4 => any::<u8>(),
        2 => prop::sample::select(b"\x1b[O]P0123456789;~M<\\\x03\x07".to_vec()),
    ], 0..40)), 0..20)) {
        let script: Vec<(u64, &[u8])> = reads.iter().map(|(pause, bytes)| (*pause, bytes.as_slice())).collect();
        for event in play(&script) {
            if let InputEvent::Text(text) | InputEvent::PasteCut { text, .. } = event {
                prop_assert!(!text.contains('\x1b'));
            }
        }
    }

    #[test]
    fn where_a_read_ends_makes_no_difference(
        pieces in prop::collection::vec(piece(), 1..12),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
        pause in 0_u64..=49,
    ) {
        let whole = pieces.concat();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(whole.len())).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let mut script: Vec<(u64, &[u8])> = Vec::new();
        let mut from = 0;
        for cut in cuts.into_iter().chain([whole.len()]) {
            script.push((pause, &whole[from..cut]));
            from = cut;
        }
        prop_assert_eq!(play(&script), play(&[(0, &whole)]));
    }

    #[test]
    fn a_paste_is_text_wherever_a_read_ends(body in "[a-z~\u{1b}\\[0-9あ\r\n]{0,30}", split in any::<prop::sample::Index>()) {
        let whole = [b"\x1b[200~", body.as_bytes(), b"\x1b[201~"].concat();
        let (first, second) = whole.split_at(split.index(whole.len()));
        let late = split.index(whole.len()) == 1;
        prop_assert_eq!(keys(&play(&[(0, first), (40, second)])), 0);
        prop_assert_eq!(keys(&play(&[(0, first), (400, second)])), usize::from(late));
    }
}
