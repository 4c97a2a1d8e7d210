use crate::app::bench::{Bench, Setup};
use crate::i18n::Lang;

#[test]
fn peek() {
    for (w, h) in [(100, 30), (80, 24)] {
        for lang in Lang::ALL {
            for keys in ["?", "Ctrl-P", "{けっせき}", "g", "o", "o 4", "g n", "? {もど}"] {
                let mut b = Bench::new(Setup::new(lang, (w, h)));
                b.press(keys);
                println!("{}\n", b.screen());
            }
        }
    }
}
