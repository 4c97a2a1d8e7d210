//! Every field that the store tells of has a name in both languages.

use super::words::label;
use crate::domain::Entity;
use crate::i18n::Lang;
use crate::store::is_told;

#[test]
fn what_is_told_has_a_name() {
    let mut told = 0;
    for entity in Entity::ALL {
        for field in crate::store::fields::fields(*entity) {
            if is_told(*entity, field.name) {
                told += 1;
                for lang in Lang::ALL {
                    assert!(label(lang, *entity, field.name).is_some(), "{entity:?}.{}", field.name);
                }
            }
        }
    }
    assert!(told > 30, "{told}");
}
