//! Bytes as a host sends them.

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;

/// The bytes by brotli at its strongest.
pub(crate) fn compressed(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let parameters = BrotliEncoderParams {
        quality: 11,
        ..BrotliEncoderParams::default()
    };
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters)?;
    Ok(compressed)
}
