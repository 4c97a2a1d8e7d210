//! From bytes to text and back: the encodings that spreadsheets write, found by looking, never silently lossy.

use encoding_rs::{SHIFT_JIS, UTF_16BE, UTF_16LE};

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf8Bom,
    /// Little endian, with a byte order mark: Excel's "Unicode text".
    Utf16Le,
    Utf16Be,
    /// Shift_JIS with the characters of NEC and IBM that Windows adds.
    Cp932,
}

const UTF8_BOM: &[u8] = b"\xef\xbb\xbf";
const UTF16_LE_BOM: &[u8] = b"\xff\xfe";
const UTF16_BE_BOM: &[u8] = b"\xfe\xff";

impl Encoding {
    /// The word of the command line and of the result of an import.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Utf8 => "utf8",
            Self::Utf8Bom => "utf8-bom",
            Self::Utf16Le | Self::Utf16Be => "utf16",
            Self::Cp932 => "cp932",
        }
    }
}

/// Bytes that are text in none of the encodings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoText;

/// Finds the encoding and decodes. A byte that has no meaning makes the whole file no text: a replacement character would
/// be a name that nobody wrote.
pub fn decode(bytes: &[u8]) -> Result<(String, Encoding), NoText> {
    if let Some(rest) = bytes.strip_prefix(UTF8_BOM) {
        return std::str::from_utf8(rest).map(|text| (text.to_owned(), Encoding::Utf8Bom)).map_err(|_| NoText);
    }
    let wide = [(UTF16_LE_BOM, UTF_16LE, Encoding::Utf16Le), (UTF16_BE_BOM, UTF_16BE, Encoding::Utf16Be)];
    for (mark, coding, name) in wide {
        if let Some(rest) = bytes.strip_prefix(mark) {
            let text = coding.decode_without_bom_handling_and_without_replacement(rest).ok_or(NoText)?;
            return Ok((text.into_owned(), name));
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), Encoding::Utf8));
    }
    let text = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes).ok_or(NoText)?;
    Ok((text.into_owned(), Encoding::Cp932))
}

/// What cp932 cannot write stands here instead when the user allows it.
pub const GETA: char = '〓';

/// Encodes. The characters that the encoding lacks, each once, when there are any.
pub fn encode(text: &str, encoding: Encoding) -> Result<Vec<u8>, Vec<char>> {
    let wide = |mark: &[u8], unit: fn(u16) -> [u8; 2]| {
        [mark, &text.encode_utf16().flat_map(unit).collect::<Vec<_>>()].concat()
    };
    match encoding {
        Encoding::Utf8 => Ok(text.as_bytes().to_vec()),
        Encoding::Utf8Bom => Ok([UTF8_BOM, text.as_bytes()].concat()),
        Encoding::Utf16Le => Ok(wide(UTF16_LE_BOM, u16::to_le_bytes)),
        Encoding::Utf16Be => Ok(wide(UTF16_BE_BOM, u16::to_be_bytes)),
        Encoding::Cp932 => {
            let mut missing: Vec<char> = Vec::new();
            for c in text.chars().filter(|c| !is_in_cp932(*c)) {
                if !missing.contains(&c) {
                    missing.push(c);
                }
            }
            if missing.is_empty() { Ok(SHIFT_JIS.encode(text).0.into_owned()) } else { Err(missing) }
        }
    }
}

/// `text` with [`GETA`] for every character that cp932 lacks.
pub fn for_cp932(text: &str) -> String {
    text.chars().map(|c| if is_in_cp932(c) { c } else { GETA }).collect()
}

/// Whether the character comes back from cp932 as it went in. The encoder is a browser's: it also writes a yen sign as a
/// backslash and a minus sign as a wide hyphen, which would be another text.
fn is_in_cp932(c: char) -> bool {
    if c.is_ascii() {
        return true;
    }
    let mut unit = [0; 4];
    let (bytes, _, failed) = SHIFT_JIS.encode(c.encode_utf8(&mut unit));
    !failed && SHIFT_JIS.decode_without_bom_handling(&bytes).0.chars().eq([c])
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Encoding; 5] =
        [Encoding::Utf8, Encoding::Utf8Bom, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Cp932];

    #[test]
    fn every_encoding_is_found_by_looking() {
        let text = "薬局,受講者\r\nあおば薬局,髙橋 﨑①㈱～\r\n";
        for encoding in ALL {
            assert_eq!(decode(&encode(text, encoding).unwrap()), Ok((text.to_owned(), encoding)));
        }
    }

    #[test]
    fn the_characters_of_nec_and_ibm_are_those_of_windows() {
        assert_eq!(decode(b"\x87\x40\xfb\xfc\xed\x95\xfa\xb1\x81\x60\x81\x7c").unwrap().0, "①髙﨑﨑～－");
        // Of the three places where some stand, Windows writes that of IBM.
        assert_eq!(encode("髙﨑Ⅰ①", Encoding::Cp932).unwrap(), b"\xfb\xfc\xfa\xb1\x87\x54\x87\x40");
    }

    #[test]
    fn what_cp932_lacks_is_told_and_not_replaced() {
        let text = "𠮷野 〜 😀 ¥ − ‾ 葛城 😀";
        assert_eq!(encode(text, Encoding::Cp932), Err(vec!['𠮷', '〜', '😀', '¥', '−', '‾']));
        assert_eq!(for_cp932("𠮷野〜"), "〓野〓");
    }

    #[test]
    fn bytes_without_meaning_are_no_text() {
        for bytes in [&b"\xef\xbb\xbf\xff"[..], b"\xff\xfe\x00\xd8", b"abc\x80\xff\x00", b"\x82"] {
            assert_eq!(decode(bytes), Err(NoText), "{bytes:x?}");
        }
        assert_eq!(decode(b""), Ok((String::new(), Encoding::Utf8)));
    }
}
