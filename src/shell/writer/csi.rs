//! Numbers and control sequences as bytes. A whole frame has hundreds, and what formats them in general takes as long as
//! everything else about them.

/// A number in decimal.
pub(super) fn number(out: &mut Vec<u8>, n: u32) {
    const DIGITS: &[u8; 10] = b"0123456789";
    if n >= 10 {
        number(out, n / 10);
    }
    out.push(DIGITS[n as usize % 10]);
}

/// `ESC [`, numbers, the last byte.
pub(super) fn sequence(out: &mut Vec<u8>, numbers: &[u32], last: u8) {
    out.extend_from_slice(b"\x1b[");
    for (at, n) in numbers.iter().enumerate() {
        if at > 0 {
            out.push(b';');
        }
        number(out, *n);
    }
    out.push(last);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_always() {
        for n in [0, 1, 9, 10, 19, 99, 100, 255, 1_000, 65_536, u32::MAX] {
            let mut out = Vec::new();
            sequence(&mut out, &[n, n], b'H');
            assert_eq!(out, format!("\x1b[{n};{n}H").into_bytes());
        }
        let mut out = Vec::new();
        sequence(&mut out, &[], b'm');
        assert_eq!(out, b"\x1b[m");
    }
}
