//! What text is: which characters may be in it, how wide it is, where it breaks, how it is found, typed, and hidden.
//!
//! | file | subject |
//! | --- | --- |
//! | `safe` | [`SafeText`]: text that cannot act on a terminal; the filter of the drawing boundary |
//! | `fold` | the form in which texts are compared and searched |
//! | `romaji` | finding a name by kanji, kana or romaji |
//! | `keys` | full-width aliases of keys; telling typed text from keys |
//! | `width` | cells and graphemes: measuring, cutting, padding |

pub mod fold;
pub mod keys;
pub mod romaji;
pub mod safe;
pub mod width;

pub use safe::SafeText;
