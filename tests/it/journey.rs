//! Journeys in the user's keys, through the real program: what stands on the screen, and what is on disk.

use manabi::i18n::Lang;

use crate::support::days::Day;
use crate::support::stage::{Start, play};

#[test]
fn look() {
    for lang in Lang::ALL {
        play(&Start::new(Day::Morning, lang), async |desk| {
            for keys in [
                "<Enter>",
                "1",
                "2",
                "3",
                "n",
                "{ぜひjk1使います}",
                "<Enter>",
                "<Esc>",
                "か",
                "<Esc>",
                "h",
                "<Enter>",
                "<Tab>",
                "1111",
                "w",
                "<Enter>",
            ] {
                desk.keys(keys).await;
                println!("=============== {keys}\n{}", desk.picture());
            }
        });
        play(&Start::new(Day::Morning, lang).now(14, 11), async |desk| {
            desk.keys("jjjjjo5").await;
            println!("{}", desk.picture());
            desk.keys("o4").await;
            println!("{}", desk.picture());
            desk.keys("<Enter>").await;
            println!("{}", desk.picture());
        });
        play(&Start::new(Day::Evening, lang).now(16, 31), async |desk| {
            for keys in ["r", "f", "x", "s", "b", "<Esc>"] {
                desk.keys(keys).await;
                println!("=============== {keys}\n{}", desk.picture());
            }
        });
    }
}
