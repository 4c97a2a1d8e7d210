//! A programme file of one's own: checked, and copied into the config folder.

use serde_json::Value;

use crate::desk::Desk;

const SHIPPED: &str = include_str!("../../../assets/programmes/programme-en.md");

fn mine() -> String {
    SHIPPED.replace("id = \"e-medication-record-standard\"", "id = \"mine\"")
}

#[test]
fn a_programme_is_taken_for_one_and_copied() {
    let desk = Desk::new();
    let file = desk.write("own-en.md", mine());
    let there = desk.path("home/config/programmes/own-en.md");
    let tried = desk.call(["import".into(), file.clone(), "--dry-run".into()]);
    assert!(tried.code == 0 && !there.exists(), "{}{}", tried.out, tried.err);
    let done = desk.call(["import".into(), file.clone()]);
    assert!(done.code == 0 && done.out.ends_with("written\n"), "{}{}", done.out, done.err);
    assert_eq!(std::fs::read_to_string(&there).unwrap(), mine());
    assert!(desk.call(["programme", "list"]).out.contains("mine"));
    let same = desk.call(["import".into(), file.clone()]);
    assert!(same.code == 0 && same.out.contains("unchanged") && !same.out.contains("written"), "{}", same.out);
    let again = desk.call(["import".into(), file, "--kind".into(), "programme".into(), "--json".into()]);
    let document: Value = serde_json::from_str(&again.out).unwrap();
    assert_eq!((&document["kind"], &document["unchanged"]), (&"programme".into(), &1.into()));
}

#[test]
fn what_has_errors_or_stands_in_for_another_is_left_out() {
    let desk = Desk::new();
    let broken = desk.write("broken.txt", "# no front matter\n");
    let told = desk.call(["import".into(), broken, "--kind".into(), "programme".into()]);
    assert!(told.code == 1 && told.out.contains("nothing was written"), "{}{}", told.out, told.err);
    assert!(!desk.path("home/config/programmes").exists());
    let file = desk.write("own-en.md", mine());
    assert_eq!(desk.call(["import".into(), file]).code, 0);
    let newer = mine().replacen("version = \"", "version = \"9", 1);
    assert_ne!(newer, mine());
    let file = desk.write("own-en.md", newer);
    let told = desk.call(["import".into(), file]);
    assert!(told.code == 4 && told.err.contains("another name"), "{}{}", told.out, told.err);
}

#[test]
fn two_of_one_import_do_not_take_each_others_place() {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.path("other")).unwrap();
    let (file, other) =
        (desk.write("own.md", mine()), desk.write("other/own.md", mine().replace("\"mine\"", "\"other\"")));
    let told = desk.call(["import".into(), file, other]);
    assert!(told.code == 4 && !desk.path("home/config/programmes/own.md").exists(), "{}{}", told.out, told.err);
}

#[test]
fn a_session_that_is_not_there_has_a_next_step() {
    let desk = Desk::new();
    let told = desk.call(["rehearse", "99", "--no-screen"]);
    assert!(told.code == 3 && told.err.contains("manabi programme show"), "{}", told.err);
    std::fs::create_dir_all(desk.path("home/config")).unwrap();
    desk.write("home/config/config.toml", "lang = \"fr\"\n");
    let told = desk.call(["today"]);
    assert!(told.code == 1 && told.err.contains("ja | en"), "{}", told.err);
}

#[test]
fn a_version_that_is_in_use_with_other_contents_is_told() {
    let desk = Desk::new();
    let file = desk.write("own-en.md", mine());
    assert_eq!(desk.call(["import".into(), file.clone()]).code, 0);
    desk.write("home/config/config.toml", "programme = \"mine\"\n");
    let told = desk.call(["programme".into(), "check".into(), file.clone()]);
    assert!(told.code == 0 && !told.out.contains("in use"), "{}{}", told.out, told.err);
    desk.import(&["pharmacy,learner\nAoba,Yumi\n"]);
    let told = desk.call(["programme".into(), "check".into(), file]);
    assert!(told.code == 0 && !told.out.contains("in use"), "the same text is no other: {}", told.out);
    // The installed file is edited.
    let installed = desk.path("home/config/programmes/own-en.md");
    let edited = mine().replacen("## [1] ", "## [1] Anew: ", 1);
    std::fs::write(&installed, &edited).unwrap();
    let told = desk.call(["programme".into(), "check".into(), installed.clone().into_os_string()]);
    assert!(told.code == 0 && told.out.contains("is already in use with other contents"), "{}", told.out);
    let version = edited.lines().find(|line| line.starts_with("version = ")).unwrap();
    std::fs::write(&installed, edited.replace(version, "version = \"9.0.0\"")).unwrap();
    let told = desk.call(["programme".into(), "check".into(), installed.into_os_string()]);
    assert!(told.code == 0 && !told.out.contains("in use"), "{}", told.out);
}
