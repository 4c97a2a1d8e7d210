//! What text is: which characters may be in it, how wide it is, where it breaks, how it is found, typed, and hidden.
//!
//! | file | subject |
//! | --- | --- |
//! | `safe` | [`SafeText`]: text that cannot act on a terminal; the filter of the drawing boundary |
//! | `fold` | the form in which texts are compared and searched |
//! | `romaji` | finding a name by kanji, kana or romaji |
//! | `dropped` | paths as they are typed, or dropped onto a terminal |
//! | `keys` | full-width aliases of keys; telling typed text from keys |
//! | `width` | cells and graphemes: measuring, cutting, padding |
//! | `kinsoku` | where a Japanese row may break |
//! | `wrap` | soft wrap, and the way between offsets and cells |
//! | `edit` | the buffer behind every text field, with undo by burst |
//! | `mask` | names, pharmacies and free text that show a mask unless revealed |
//! | `prefix` | `要望:` and its like at the head of a note |
//! | `short` | short texts of one's own that `;name` calls |
//! | `lint` | a soft warning about what looks like a patient's data |

pub mod dropped;
pub mod edit;
pub mod fold;
pub mod keys;
mod kinsoku;
pub mod lint;
pub mod mask;
pub mod prefix;
pub mod romaji;
pub mod safe;
pub mod short;
pub mod skk;
pub mod width;
pub mod wrap;

pub use safe::SafeText;
