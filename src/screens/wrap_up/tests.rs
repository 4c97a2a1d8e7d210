//! Keys of the wrap-up and what they send.
