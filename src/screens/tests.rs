//! Every screen at every size, in both languages, open and shared: rows as wide as the screen, no label cut, no label of
//! the other language, nobody unmasked. And the drawn sizes as pictures.

mod runaway;

use std::collections::BTreeSet;

use crate::app::bench::{Bench, Setup, fixture};
use crate::app::{Msg, Size};
use crate::command::{Context, table};
use crate::domain::{AppointmentState, HomeworkState, Level, Outcome};
use crate::i18n::{self, Both, Lang};
use crate::layout::{footer, marks};
use crate::request::{Ask, Failure, FileView, Holder, Leftovers, Record, Recorded, Refusal, Reply};
use crate::text::mask::Private;
use crate::text::width::cells;

/// A moment worth looking at: how it is reached from the start.
struct Scene {
    name: &'static str,
    setup: fn(&mut Setup),
    answer: fn(Lang, &Ask) -> Option<Reply>,
    refuses: fn(&Record) -> Option<Refusal>,
    keys: [&'static str; 2],
}

const fn scene(name: &'static str, ja: &'static str, en: &'static str) -> Scene {
    Scene { name, setup: |_| {}, answer: fixture::answer, refuses: |_| None, keys: [ja, en] }
}

/// Two gates are not met.
fn gates(record: &Record) -> Option<Refusal> {
    let unmet = vec!["device".to_owned(), "flow".to_owned()];
    matches!(record, Record::Start { .. }).then_some(Refusal::Gates { unmet })
}

fn empty_file(setup: &mut Setup) {
    setup.file = FileView { empty: true, ..FileView::default() };
}

fn read_only(setup: &mut Setup) {
    let holder = Holder { pid: 4711, since: fixture::at(9, 2) };
    setup.file = FileView { read_only: true, holder: Some(holder), ..FileView::default() };
}

/// The practice day, eleven minutes after somebody should have come; one record is still open.
fn practice(setup: &mut Setup) {
    setup.now = "2026-11-21T14:11:00+09:00";
    setup.file = FileView { practice: true, ..FileView::default() };
}

fn waiting_day(lang: Lang, ask: &Ask) -> Option<Reply> {
    match fixture::answer(lang, ask) {
        Some(Reply::Day(mut view)) => {
            view.file.practice = true;
            view.rows[0].provisional = true;
            view.rows[2].state = AppointmentState::Waiting;
            view.rows[2].touches = vec![(fixture::at(14, 5), false)];
            Some(Reply::Day(view))
        }
        other => other,
    }
}

/// Nobody today.
fn empty_day(lang: Lang, ask: &Ask) -> Option<Reply> {
    match fixture::answer(lang, ask) {
        Some(Reply::Day(mut view)) => {
            view.rows.clear();
            view.leftovers = Leftovers::default();
            view.brief = None;
            Some(Reply::Day(view))
        }
        other => other,
    }
}

/// More than fits, with names that do not fit, and every state.
fn full_day(lang: Lang, ask: &Ask) -> Option<Reply> {
    match fixture::answer(lang, ask) {
        Some(Reply::Day(mut view)) => {
            let rows = view.rows.clone();
            for n in 0..40 {
                let mut row = rows[n % rows.len()].clone();
                row.appointment = fixture::appointment(100 + n);
                row.state = AppointmentState::ALL[n % AppointmentState::ALL.len()];
                row.provisional = n % 7 == 0;
                if let Some(learner) = &mut row.learner {
                    let name = ["長い名前の受講者さくらざか華子", "A learner with a long name"];
                    let name = Both { ja: name[0], en: name[1] }.get(lang);
                    learner.name = Private::learner(learner.id.0.as_u128(), name);
                }
                view.rows.push(row);
            }
            let row = view.leftovers.first[0].clone();
            view.leftovers.first.extend(std::iter::repeat_n(row, 20));
            view.leftovers.count += 20;
            Some(Reply::Day(view))
        }
        other => other,
    }
}

fn scenes() -> Vec<Scene> {
    vec![
        scene("today", "", ""),
        scene("ahead", "↓ ↓ ↓", "↓ ↓ ↓"),
        scene("help", "?", "?"),
        scene("help_end", "? End", "? End"),
        scene("help_filter", "? {もどる}", "? {back}"),
        scene("help_nothing", "? {ぬるぽ}", "? {xyzzy}"),
        scene("palette", "Ctrl-P", "Ctrl-P"),
        scene("palette_found", "{けっせき}", "{absent}"),
        scene("palette_notice", "{けっせき} Esc Ctrl-C", "{absent} Esc Ctrl-C"),
        scene("go", "g", "g"),
        scene("result", "o", "o"),
        scene("not_held", "o 4", "o 4"),
        scene("not_held_slot", "o 3 Tab Tab Tab", "o 3 Tab Tab Tab"),
        scene("next_slot", "↑ o 5", "↑ o 5"),
        scene("booking", "Home B 2", "Home B 2"),
        scene("notices", "Ctrl-C T x g n", "Ctrl-C T x g n"),
        Scene { name: "waiting", setup: practice, answer: waiting_day, ..scene("", "", "") },
        Scene { name: "waiting_not_held", setup: practice, answer: waiting_day, ..scene("", "o 4", "o 4") },
        Scene { name: "empty_day", answer: empty_day, ..scene("", "", "") },
        Scene { name: "full_day", answer: full_day, ..scene("", "End", "End") },
        Scene { name: "full_day_top", answer: full_day, ..scene("", "Home", "Home") },
        Scene { name: "first_run", setup: empty_file, ..scene("", "", "") },
        Scene { name: "import_line", setup: empty_file, ..scene("", "2", "2") },
        Scene { name: "learner_form", setup: empty_file, ..scene("", "3 {森田由美} Enter", "3 {Yumi} Enter") },
        Scene { name: "gates", refuses: gates, ..scene("", "Enter", "Enter") },
        Scene { name: "gates_reason", refuses: gates, ..scene("", "Enter {仮の端末がある}", "Enter {loaner}") },
        Scene { name: "read_only", setup: read_only, ..scene("", "", "") },
    ]
}

fn bench(scene: &Scene, lang: Lang, size: (u16, u16)) -> Bench {
    let mut setup = Setup::new(lang, size);
    (scene.setup)(&mut setup);
    let (answer, refuses) = (scene.answer, scene.refuses);
    let mut bench =
        Bench::with(setup, Box::new(move |ask| answer(lang, ask))).keeping(move |record| match refuses(record) {
            Some(refusal) => Err(Failure::Refused(refusal)),
            None => Ok(Reply::Recorded(Recorded { changed: true, made: None })),
        });
    bench.press(scene.keys[usize::from(lang == Lang::En)]);
    bench
}

/// Every label of the program in one language.
fn labels(lang: Lang) -> BTreeSet<String> {
    let rows = i18n::rows().map(|row| row.text);
    let commands = table::rows().flat_map(|row| [row.short, row.long]);
    let contexts = Context::ALL.iter().map(|c| c.title());
    let others = [
        Outcome::ALL.iter().map(|o| marks::outcome(*o)).collect::<Vec<_>>(),
        HomeworkState::ALL.iter().map(|h| marks::homework(*h)).collect(),
        AppointmentState::ALL.iter().map(|a| marks::appointment(*a)).collect(),
        Level::ALL.iter().map(|l| marks::level(*l)).collect(),
    ];
    rows.chain(commands)
        .chain(contexts)
        .chain(others.into_iter().flatten())
        .flat_map(|both| fragments(both.get(lang)))
        .collect()
}

/// The parts of a message between its arguments.
fn fragments(template: &str) -> Vec<String> {
    template.split(['{', '}']).step_by(2).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}')
}

struct Check {
    foreign: Vec<String>,
    own: BTreeSet<String>,
    data: String,
}

impl Check {
    fn new(lang: Lang) -> Self {
        let own = labels(lang);
        let all_own = own.iter().cloned().collect::<Vec<_>>().join("\n");
        let foreign = labels(lang.other())
            .into_iter()
            .filter(|text| cells(text) >= 5 && !all_own.contains(text.as_str()))
            .collect();
        let data = format!("{:?} A learner with a long name 長い名前の受講者さくらざか華子", fixture::PEOPLE);
        Self { foreign, own, data }
    }

    #[track_caller]
    fn holds(&self, bench: &Bench, lang: Lang, what: &str) {
        let Size { width, height } = bench.model.core.size;
        let rows = bench.rows();
        let screen = rows.join("\n");
        let context = || format!("{what}\n{screen}");
        assert_eq!(rows.len(), usize::from(height));
        for row in &rows {
            assert_eq!(cells(row), usize::from(width), "{row:?} in {}", context());
            if lang == Lang::En {
                assert!(!row.chars().any(is_japanese), "{row:?} in {}", context());
            }
            self.no_label_cut(row, &context);
        }
        if lang == Lang::Ja {
            // Little of a Japanese screen is ASCII: only that is searched.
            let ascii: String =
                screen.chars().map(|c| if c.is_ascii_graphic() || c == ' ' { c } else { '\n' }).collect();
            let words: Vec<&str> =
                ascii.split(['\n']).flat_map(|run| run.split("  ")).filter(|w| w.len() > 4).collect();
            let words = words.join("\n");
            for label in &self.foreign {
                assert!(!words.contains(label.as_str()), "{label:?} in {}", context());
            }
        }
        if bench.model.core.share_safe {
            for ([ja, en], [shop, store]) in fixture::PEOPLE {
                for name in [ja, en, shop, store, "長い名前", "A learner with"] {
                    assert!(!screen.contains(name), "{name:?} unmasked in {}", context());
                }
            }
        }
    }

    /// `..` stands only where data was cut.
    fn no_label_cut(&self, row: &str, context: &dyn Fn() -> String) {
        for (at, _) in row.match_indices("..") {
            let head: Vec<char> = row[..at].chars().rev().take_while(|c| !matches!(c, '│' | '.')).take(6).collect();
            let head: String = head.into_iter().rev().collect();
            if cells(head.trim()) < 5 || self.data.contains(head.trim()) {
                continue;
            }
            let cut = self.own.iter().find(|label| label.contains(head.trim_start()));
            assert!(cut.is_none(), "{cut:?} is cut in {row:?} of {}", context());
        }
    }
}

/// The drawn sizes, and others between and beyond them.
const SIZES: [(u16, u16); 14] = [
    (60, 20),
    (80, 24),
    (100, 30),
    (160, 45),
    (60, 15),
    (63, 16),
    (79, 40),
    (85, 15),
    (99, 19),
    (101, 15),
    (120, 24),
    (149, 33),
    (150, 16),
    (200, 60),
];

#[test]
fn every_scene_is_whole_at_every_size() {
    for lang in Lang::ALL {
        let check = Check::new(lang);
        for scene in scenes() {
            for size in SIZES {
                let mut bench = bench(&scene, lang, size);
                let what = |state: &str| format!("{} {size:?} {lang:?} {state}", scene.name);
                check.holds(&bench, lang, &what("open"));
                bench.press("Ctrl-G");
                check.holds(&bench, lang, &what("shared"));
                bench.wait(5);
                check.holds(&bench, lang, &what("shared, quiet"));
            }
        }
    }
}

/// Every width and every height once for each scene, the other side between them all; every second one in either language.
#[test]
fn every_scene_is_whole_at_every_width_and_every_height() {
    let heights = [15, 20, 24, 30, 45].into_iter().cycle();
    let widths = [60, 80, 100, 160, 73].into_iter().cycle();
    let sizes: Vec<(u16, u16)> = (40..=200).zip(heights).chain(widths.zip(10..=60)).collect();
    for lang in Lang::ALL {
        let check = Check::new(lang);
        for (nth, scene) in scenes().iter().enumerate() {
            let mut bench = bench(scene, lang, (100, 30));
            for (width, height) in sizes.iter().copied().skip((nth + usize::from(lang == Lang::En)) % 2).step_by(2) {
                bench.send(Msg::Resize(Size { width, height }));
                check.holds(&bench, lang, &format!("{} {width}x{height} {lang:?}", scene.name));
            }
        }
    }
}

#[test]
fn every_hint_of_the_footer_is_whole_and_help_is_always_there() {
    for lang in Lang::ALL {
        for scene in scenes() {
            for size in SIZES {
                let bench = bench(&scene, lang, size);
                let placed = footer::fit(&bench.model.hints(), bench.model.help_hint(), size.0);
                let mut row = String::new();
                for hint in &placed.hints {
                    let here = format!("{} {}", hint.hint.keys, hint.hint.label);
                    row.push_str(&" ".repeat(usize::from(hint.x) - cells(&row)));
                    row.push_str(&here);
                }
                let drawn = bench.rows().pop().unwrap();
                assert_eq!(drawn.trim_end(), row, "{} {size:?}", scene.name);
                let help = Both::new("ヘルプ", "help").get(lang);
                assert!(drawn.ends_with(&format!("{help} ")), "{drawn:?}");
            }
        }
    }
}

#[test]
fn no_size_is_too_small_to_be_drawn() {
    for scene in scenes() {
        let mut bench = bench(&scene, Lang::Ja, (80, 24));
        for width in (0..=60).chain([65_535]) {
            for height in 0..=20 {
                if width == 65_535 && height > 1 {
                    continue;
                }
                bench.send(Msg::Resize(Size { width, height }));
                let rows = bench.rows();
                assert!(rows.iter().all(|row| cells(row) == usize::from(width)), "{} {width}x{height}", scene.name);
            }
        }
    }
}

#[test]
fn a_small_window_says_so_and_still_takes_text() {
    let mut bench = bench(&scene("", "{けっせき}", ""), Lang::Ja, (52, 12));
    bench.sees("ウィンドウを広げてください (いま 52x12)").sees("けっせき");
    let (_, caret) = bench.draw();
    assert_eq!(caret, Some((8, 1)));
    bench.press("Ctrl-G").sees_not("けっせき").sees("入力中");
}

#[test]
fn chrome_has_an_ascii_twin() {
    for scene in scenes() {
        let mut bench = bench(&scene, Lang::En, (100, 30));
        bench.send(Msg::AmbiguousWidth { wide: true });
        for row in bench.rows() {
            let odd: String = row.chars().filter(|c| !c.is_ascii() && !('\u{2800}'..='\u{28ff}').contains(c)).collect();
            assert_eq!(odd, "", "{}: {row}", scene.name);
        }
    }
}

/// Glyphs whose width terminals disagree about belong to the chrome, which has an ASCII twin.
#[test]
fn no_label_holds_an_ambiguous_glyph() {
    for lang in Lang::ALL {
        for label in labels(lang) {
            let odd: String = label.chars().filter(|c| !c.is_ascii() && cells(&c.to_string()) != 2).collect();
            assert_eq!(odd, "", "{label}");
        }
    }
}

#[test]
fn the_drawn_sizes() {
    for lang in Lang::ALL {
        for (width, height) in [(100, 30), (80, 24)] {
            for scene in scenes() {
                let mut bench = bench(&scene, lang, (width, height));
                let name = format!("{}_{}_{width}x{height}", scene.name, lang.word());
                insta::assert_snapshot!(name.clone(), bench.screen());
                if scene.name == "today" {
                    bench.press("p").wait(5);
                    insta::assert_snapshot!(format!("{name}_shared"), bench.screen());
                }
            }
        }
    }
}
