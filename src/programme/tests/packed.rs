//! The packed forms of the programmes built in, and how they are made.

use super::super::library::BUILT_IN;
use super::super::packed;
use super::*;

/// What belongs into `assets/packed` for a text.
fn packed_form(text: &str) -> Vec<u8> {
    let mut bytes = packed::fingerprint(text).to_le_bytes().to_vec();
    bytes.extend(postcard::to_stdvec(&good(text)).unwrap());
    bytes
}

/// After a change of a programme, or of what a programme is: `MANABI_PACK=1 cargo test --lib packed`, and once more without.
#[test]
fn the_programmes_built_in_are_packed_as_they_are_read() {
    for built_in in &BUILT_IN {
        let made = packed_form(built_in.text);
        if option_env!("MANABI_PACK").is_some() {
            let name = format!("{}/assets/packed/{}", env!("CARGO_MANIFEST_DIR"), built_in.name.replace(".md", ".bin"));
            std::fs::write(name, &made).unwrap();
            continue;
        }
        let name = built_in.name;
        let kept = built_in.packed.unwrap_or_else(|| panic!("{name} is packed from another text"));
        assert!(kept == &made[packed::MARK..], "{name} is packed in another way");
        assert_eq!(packed::programme(kept), Some(good(built_in.text)), "{name}");
        assert_eq!(packed::label(kept), super::super::parse::label(built_in.text), "{name}");
    }
}

#[test]
fn a_form_of_another_text_is_passed_over() {
    let form: &'static [u8] = packed_form(ACCOUNTING).leak();
    assert_eq!(packed::of(ACCOUNTING, form), Some(&form[packed::MARK..]));
    for (text, form) in [(EN, form), (ACCOUNTING, &form[1..]), (ACCOUNTING, &form[..4]), (ACCOUNTING, &[])] {
        assert_eq!(packed::of(text, form), None);
    }
    assert_eq!(packed::of(&ACCOUNTING.replace('\n', "\r\n"), form), None);
    // Cut short it is no programme, and the text is read.
    assert_eq!(packed::programme(&form[packed::MARK..form.len() - 1]), None);
}
